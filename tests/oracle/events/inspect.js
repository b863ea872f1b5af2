'use strict';
const { inspect } = require('util');
console.log(inspect(new EventTarget()), inspect(new Event('x')).replace(/timeStamp: [\d.]+/, 'timeStamp: N'));
console.log(inspect(new AbortController()), inspect(AbortSignal.abort().aborted), inspect(new CustomEvent('x', { detail: { a: 1 } }), { depth: -1 }));
console.log(inspect(new (require('events'))()));
