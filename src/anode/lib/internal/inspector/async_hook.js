'use strict';

// Asynchronous tasks, for the stacks of a debugger. V8 itself follows promises.

const { actions, call } = require('internal/inspector/native');

let hook;

// `depth` is that of the stacks that a debugger wants; 0: none.
function toggle(depth) {
  hook ??= require('async_hooks').createHook({
    init(id, type) { call(actions.TASK_SCHEDULED, type, id); },
    before(id) { call(actions.TASK_STARTED, id); },
    after(id) { call(actions.TASK_FINISHED, id); },
    destroy(id) { call(actions.TASK_CANCELED, id); },
    trackPromises: false,
  });
  if (depth > 0) hook.enable();
  else hook.disable();
}

module.exports = { toggle };
