'use strict';

// `node:repl`: what packages take from it when they are loaded (ts-node does). There is no REPL behind it yet: to start one says so.

const { ObjectDefineProperty, ObjectSetPrototypeOf, Symbol, SyntaxErrorPrototype } = primordials;

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
const { inspect } = require('internal/util/inspect');
const builtins = require('internal/modules/builtins');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

const writer = (value) => inspect(value, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

// What an evaluator throws of a text that may go on in the next line.
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
