console.log('never');
import './fixtures/throws.mjs';
