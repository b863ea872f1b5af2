'use strict';

// Buffer.prototype.inspect: `<Buffer 68 69>`.

const {
  MathMin,
  ObjectPrototypeHasOwnProperty,
  StringPrototypeSlice,
} = primordials;

const { getOwnNonIndexProperties } = require('internal/engine');
const { validateNumber } = require('internal/validators');
const { encodings } = require('internal/buffer/encodings');

let maxBytes = 50;

const getMaxBytes = () => maxBytes;

function setMaxBytes(value) {
  validateNumber(value, 'INSPECT_MAX_BYTES', 0);
  maxBytes = value;
}

function nameOf(buf) {
  try {
    const { constructor } = buf;
    if (typeof constructor === 'function' && ObjectPrototypeHasOwnProperty(constructor, 'name')) return constructor.name;
  } catch {
    // A `constructor` that throws: the name is Buffer.
  }
  return 'Buffer';
}

function inspect(recurseTimes, ctx) {
  const max = maxBytes;
  const hex = encodings.hex.slice(this, 0, MathMin(max, this.length));
  let text = StringPrototypeSlice(hex, 0, 2);
  for (let i = 2; i < hex.length; i += 2) text += ` ${StringPrototypeSlice(hex, i, i + 2)}`;
  const more = this.length - max;
  if (more > 0) text += `${text === '' ? '' : ' '}... ${more} more byte${more > 1 ? 's' : ''}`;

  const keys = ctx ? getOwnNonIndexProperties(this, !ctx.showHidden) : [];
  if (keys.length > 0) {
    const extras = { __proto__: null };
    for (let i = 0; i < keys.length; i++) extras[keys[i]] = this[keys[i]];
    const shown = require('internal/util/inspect').inspect(extras, { ...ctx, breakLength: Infinity, compact: true });
    if (this.length !== 0) text += ', ';
    text += StringPrototypeSlice(shown, '[Object: null prototype] { '.length, -2);
  }
  return `<${nameOf(this)} ${text}>`;
}

module.exports = { getMaxBytes, inspect, setMaxBytes };
