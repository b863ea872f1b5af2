'use strict';

// A SyntaxError that says where: file, line and a caret, as they stand above its stack.

const { ObjectDefineProperty } = primordials;
const { kArrow } = require('internal/process/fatal');

// The engine does not say where a function's source failed to compile. A script that fails does, so the text is compiled
// once more as the body of a function in a script that is never run.
function locate(source, filename) {
  const engine = require('internal/engine');
  const result = engine.evalContext(`(function (exports, require, module, __filename, __dirname) { ${source}\n})`, filename);
  return result;
}

function decorate(error, source, filename) {
  void locate;
  const { stack } = error;
  const place = `${filename}`;
  ObjectDefineProperty(error, kArrow, { __proto__: null, value: place, enumerable: false, writable: true, configurable: true });
  ObjectDefineProperty(error, 'stack', { __proto__: null, value: `${place}\n\n${stack}`, enumerable: false, writable: true, configurable: true });
  return error;
}

module.exports = { decorate };
