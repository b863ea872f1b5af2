'use strict';

// util.styleText: text in colours, inside other coloured text too.

const {
  ArrayIsArray,
  ObjectGetOwnPropertyNames,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;
const { inspect } = require('internal/util/inspect');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

// bold and dim end with the same code, which ends both: the outer one begins anew after it.
const kSharedEnd = 22;

// Where an inner style ends, the outer one goes on. At the very end nothing is left to style.
function restyle(text, open, close, reopen) {
  let result = '';
  let last = 0;
  for (;;) {
    const at = StringPrototypeIndexOf(text, close, last);
    if (at === -1 || at + close.length >= text.length) break;
    result += StringPrototypeSlice(text, last, at) + reopen;
    last = at + close.length;
  }
  return `${open}${result}${StringPrototypeSlice(text, last)}${close}`;
}

function apply(format, text, skip) {
  if (format === 'none') return text;
  const style = inspect.colors[format];
  if (style === undefined) validateOneOf(format, 'format', ObjectGetOwnPropertyNames(inspect.colors));
  if (skip) return text;
  const open = `\u001b[${style[0]}m`;
  const close = `\u001b[${style[1]}m`;
  return restyle(text, open, close, style[1] === kSharedEnd ? close + open : open);
}

function isPlain(stream) {
  const { isNodeStream, isReadableStream, isWritableStream } = require('internal/streams/kinds');
  if (!isReadableStream(stream) && !isWritableStream(stream) && !isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return !require('internal/util/colors').shouldColorize(stream);
}

function styleText(format, text, options = undefined) {
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  const validateStream = options?.validateStream ?? true;
  validateBoolean(validateStream, 'options.validateStream');
  const skip = validateStream ? isPlain(options?.stream ?? process.stdout) : false;
  if (!ArrayIsArray(format)) return apply(format, text, skip);
  for (let i = format.length - 1; i >= 0; i--) text = apply(format[i], text, skip);
  return text;
}

module.exports = { styleText };
