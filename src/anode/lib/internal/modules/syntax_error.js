'use strict';

// Adds the place to a SyntaxError: file, line and a caret, above its stack.

const {
  ArrayPrototypeJoin, ArrayPrototypeSlice, MathMax, ObjectDefineProperty, RegExpPrototypeExec, StringPrototypeSlice, StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;
const { kArrow } = require('internal/process/fatal');

// The smallest number in [1, most] for which `test` is true, if it is true for all numbers above.
function smallest(most, test) {
  let low = 1;
  let high = most;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

// The engine does not tell where the source of a function is wrong. But a parser stops at the first error, so the shortest beginning of
// the text that fails with the same message ends there.
function locate(source, message, params) {
  const engine = require('internal/engine');
  const fails = (text) => {
    try {
      engine.compileFunction(text, 'eval:syntax', params);
      return false;
    } catch (error) {
      return error.message === message;
    }
  };
  const lines = StringPrototypeSplit(source, '\n');
  const line = smallest(lines.length, (count) => fails(ArrayPrototypeJoin(ArrayPrototypeSlice(lines, 0, count), '\n')));
  const text = lines[line - 1];
  const before = line === 1 ? '' : `${ArrayPrototypeJoin(ArrayPrototypeSlice(lines, 0, line - 1), '\n')}\n`;
  const end = smallest(MathMax(text.length, 1), (count) => fails(before + StringPrototypeSlice(text, 0, count)));
  const token = RegExpPrototypeExec(/'([^']+)'/, message);
  return { line, text, column: MathMax(1, token === null ? end : end - token[1].length + 1) };
}

function decorate(error, source, filename, params = [
  'exports', 'require', 'module', '__filename', '__dirname',
], lineOffset = 0, note = undefined) {
  const { line, text, column } = locate(source, error.message, params);
  let caret = '';
  for (let i = 1; i < column; i++) caret += text[i - 1] === '\t' ? '\t' : ' ';
  const place = `${filename}:${line + lineOffset}\n${text}\n${caret}^${note === undefined ? '' : `\n${note}`}`;
  const { stack } = error;
  ObjectDefineProperty(error, kArrow, { __proto__: null, value: place, enumerable: false, writable: true, configurable: true });
  if (!StringPrototypeStartsWith(`${stack}`, place)) {
    ObjectDefineProperty(error, 'stack', {
      __proto__: null, value: `${place}\n\n${stack}`, enumerable: false, writable: true, configurable: true,
    });
  }
  return error;
}

module.exports = { decorate };
