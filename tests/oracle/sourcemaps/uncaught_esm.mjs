// Flags: --enable-source-maps
import { check } from './fixtures/shape.mjs';
check();
