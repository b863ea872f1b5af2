'use strict';

// `node:repl`: the exports that packages (ts-node) use when they are loaded. There is no REPL: start() throws.

const { ObjectDefineProperty, ObjectSetPrototypeOf, Symbol, SyntaxErrorPrototype } = primordials;

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
const { inspect } = require('internal/util/inspect');
const builtins = require('internal/modules/builtins');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

const writer = (value) => inspect(value, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

// The error by which an evaluator asks for the next line of an incomplete text.
function Recoverable(err) {
  this.err = err;
}
ObjectSetPrototypeOf(Recoverable.prototype, SyntaxErrorPrototype);

function REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('repl.REPLServer');
}

function start(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode);
}

module.exports = { start, writer, REPLServer, REPL_MODE_SLOPPY, REPL_MODE_STRICT, Recoverable };
for (const name of ['builtinModules', '_builtinLibs']) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: false,
    get: () => builtins.builtinModules(),
    set(value) {
      ObjectDefineProperty(module.exports, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
    },
  });
}
