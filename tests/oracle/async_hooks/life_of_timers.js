'use strict';
const { createHook } = require('async_hooks');
const { writeSync } = require('fs');
const names = new Map();
const log = (what, id) => names.has(id) && writeSync(1, `${what} ${names.get(id)}\n`);
createHook({
  init(id, type, trigger, resource) { names.set(id, `${type} ${names.size} of ${names.get(trigger) ?? trigger} ${resource.constructor.name}`); log('init', id); },
  before: (id) => log('before', id), after: (id) => log('after', id), destroy: (id) => log('destroy', id),
}).enable();
setTimeout(() => writeSync(1, 'timeout\n'), 20);
setImmediate(() => { writeSync(1, 'immediate\n'); process.nextTick(() => writeSync(1, 'tick\n')); });
process.nextTick(() => writeSync(1, 'tick of main\n'));
queueMicrotask(() => writeSync(1, 'microtask\n'));
clearTimeout(setTimeout(() => {}, 1000));
clearImmediate(setImmediate(() => {}));
