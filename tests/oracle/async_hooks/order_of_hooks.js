'use strict';
const { createHook } = require('async_hooks');
const { writeSync } = require('fs');
for (const name of ['a', 'b', 'c']) createHook({ init: (id, type) => writeSync(1, `${name} init ${type}\n`), before: () => writeSync(1, `${name} before\n`), after: () => writeSync(1, `${name} after\n`) }).enable();
process.nextTick(() => writeSync(1, 'tick\n'));
