'use strict';
const { createHook } = require('async_hooks');
const { writeSync } = require('fs');
const hook = createHook({ init: (id, type) => writeSync(1, `init ${type}\n`), before: () => writeSync(1, 'before\n'), after: () => writeSync(1, 'after\n'), destroy: () => writeSync(1, 'destroy\n') });
hook.enable();
setImmediate(() => { hook.disable(); writeSync(1, 'immediate\n'); setImmediate(() => writeSync(1, 'next\n')); });
