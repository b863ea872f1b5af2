'use strict';
// Hooks that are enabled or disabled inside a hook change from the next event on.
const { createHook } = require('async_hooks');
const { writeSync } = require('fs');
const log = (...given) => writeSync(1, `${given.join(' ')}\n`);
const second = createHook({ init: (id, type) => log('second', type), before: () => log('second before') });
const first = createHook({
  init(id, type) {
    log('first', type);
    second.enable();
  },
  before() {
    log('first before');
    first.disable();
  },
  after: () => log('first after'),
}).enable();
setImmediate(() => log('immediate'));
process.nextTick(() => { log('tick'); second.disable(); });
