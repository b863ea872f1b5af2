'use strict';
const domain = require('domain');
const d = domain.create();
d.on('error', (error) => console.log('domain', error.message));
setImmediate(() => console.log(1));
d.run(() => setImmediate(() => { console.log(2); throw new Error('2'); }));
setImmediate(() => console.log(3));
process.nextTick(() => console.log('tick', process.domain));
