// Puts what a standalone server does not bring beside it.
import { cpSync } from 'node:fs';

cpSync('public', '.next/standalone/public', { recursive: true });
cpSync('.next/static', '.next/standalone/.next/static', { recursive: true });
