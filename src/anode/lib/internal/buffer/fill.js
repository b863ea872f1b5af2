'use strict';

const {
  ArrayBufferIsView,
  MathMin,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeCopyWithin,
  TypedArrayPrototypeFill,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const {
  codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { validateInteger, validateString } = require('internal/validators');
const { encodings } = require('internal/buffer/encodings');

// Copies the pattern once, then doubles the filled part until the range is full.
function repeat(buf, pattern, offset, end) {
  const first = MathMin(pattern.length, end - offset);
  TypedArrayPrototypeSet(buf, TypedArrayPrototypeSubarray(pattern, 0, first), offset);
  for (let done = first; done < end - offset; done *= 2) {
    TypedArrayPrototypeCopyWithin(buf, offset + done, offset, MathMin(offset + done, end - done));
  }
}

function patternOf(value, encoding) {
  if (typeof value === 'string') {
    const room = new Uint8Array(encoding.byteLength(value));
    return TypedArrayPrototypeSubarray(room, 0, encoding.write(room, value, 0, room.length));
  }
  return ArrayBufferIsView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
}

function fill(buf, value, offset, end, encoding) {
  let found;
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = buf.length;
    } else if (typeof end === 'string') {
      encoding = end;
      end = buf.length;
    }
    const normalized = normalizeEncoding(encoding);
    if (normalized === undefined) {
      validateString(encoding, 'encoding');
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    found = encodings[normalized];
    if (value.length === 0) {
      value = 0;
    } else if (value.length === 1) {
      const code = StringPrototypeCharCodeAt(value, 0);
      if (normalized === 'latin1' || (code < 0x80 && (normalized === 'utf8' || normalized === 'ascii'))) value = code;
    }
  }

  if (offset === undefined) {
    offset = 0;
    end = buf.length;
  } else {
    validateInteger(offset, 'offset', 0);
    if (end === undefined) end = buf.length;
    else validateInteger(end, 'end', 0, buf.length);
    if (offset >= end) return buf;
  }
  // `length` can be wrong: it is an ordinary property that programs can override.
  if (end > buf.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS();

  const pattern = typeof value === 'number' ? undefined : patternOf(value, found);
  if (pattern === undefined) {
    TypedArrayPrototypeFill(buf, +value & 0xff, offset, end);
  } else if (pattern.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('value', value);
  } else {
    repeat(buf, pattern, offset, end);
  }
  return buf;
}

module.exports = { fill };
