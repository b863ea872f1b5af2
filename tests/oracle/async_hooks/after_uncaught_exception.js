'use strict';
// The stack of ids is empty again, and the hooks have seen the end of every operation.
const { createHook, executionAsyncId, AsyncResource } = require('async_hooks');
const { writeSync } = require('fs');
const log = (...given) => writeSync(1, `${given.join(' ')}\n`);
const known = new Map();
createHook({
  init(id, type) { if (type !== 'Immediate' || known.size < 3) known.set(id, `${type} ${known.size}`); },
  before: (id) => known.has(id) && log('before', known.get(id)),
  after: (id) => known.has(id) && log('after', known.get(id)),
}).enable();
process.on('uncaughtException', (error) => log('caught', error.message, known.get(executionAsyncId())));
const resource = new AsyncResource('Mine');
setImmediate(() => resource.runInAsyncScope(() => { throw new Error('inside'); }));
setImmediate(() => log('next', known.get(executionAsyncId())));
