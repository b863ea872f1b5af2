'use strict';
process.stdout.write(`${'x'.repeat(20000)}\n`);
process.stderr.write(`${'y'.repeat(20000)}\n`);
throw new Error('after much output');
