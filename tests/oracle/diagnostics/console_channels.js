'use strict';
const dc = require('diagnostics_channel');
for (const name of ['log', 'info', 'debug', 'warn', 'error']) dc.subscribe(`console.${name}`, (given) => process.stdout.write(`${name} ${JSON.stringify(given)}\n`));
console.log('a', 1);
console.info('b');
console.debug({ c: 1 });
console.warn('d');
console.error('e');
