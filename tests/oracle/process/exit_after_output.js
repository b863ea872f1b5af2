'use strict';
for (let i = 0; i < 300; i++) process.stdout.write(`${i} ${'z'.repeat(100)}\n`);
process.exit(2);
