'use strict';

// Scripts of a REPL: compiled by V8 as vm.Script compiles them, with an `import()` that starts from the working directory.

const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = require('internal/vm/dynamic_import');
const { actions: { RUN_SCRIPT }, has, runInterruptible } = require('internal/vm/native');

function compile(code, filename) {
  const { Script } = has('contexts') ? require('internal/vm/compiled') : require('internal/vm/emulated');
  const options = { filename, lineOffset: 0, columnOffset: 0, importModuleDynamically: USE_MAIN_CONTEXT_DEFAULT_LOADER, cached: undefined };
  return new Script(code, options, undefined);
}

// Runs a script in a context of node:vm, or without one in the main context. With `interruptible`, SIGINT ends it.
function run(compiled, context, interruptible) {
  const { run: call, script } = compiled;
  const start = context === undefined ?
    () => call(RUN_SCRIPT, script) :
    () => call(RUN_SCRIPT, script, require('internal/vm/contexts').contextOf(context).global);
  return interruptible && has('interrupts') ? runInterruptible(start, 0, true) : start();
}

module.exports = { compile, run };
