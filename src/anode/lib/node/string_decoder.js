'use strict';

// Decodes text from chunks of bytes. An incomplete character at the end of a chunk waits for the next chunk.

const {
  ArrayBufferIsView,
  MathMin,
  ObjectDefineProperties,
  Symbol,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const { Buffer } = require('buffer');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { encodings } = require('internal/buffer/encodings');

// The state is seven bytes in one Buffer, which util.inspect shows as Node's does.
const kState = Symbol('kNativeDecoder');
const WAITING = 4;  // state[0, 4) are the bytes held back
const MISSING = 4;  // the number of bytes that the character still needs
const HELD = 5;     // the number of bytes held back
const ENCODING = 6;
const NUMBERS = { __proto__: null, ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, base64url: 7 };

function StringDecoder(encoding) {
  this.encoding = normalizeEncoding(encoding);
  if (this.encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this[kState] = Buffer.alloc(7);
  this[kState][ENCODING] = NUMBERS[this.encoding];
}

// Completes the character that the last chunk began. Returns how many of `bytes` it took, and leaves the text in `completed`.
let completed = '';
function complete(state, bytes, encoding) {
  completed = '';
  let used = 0;
  if (encoding === encodings.utf8) {
    // A byte that is no continuation ends the character here, which is invalid.
    while (used < bytes.length && used < state[MISSING]) {
      if ((bytes[used] & 0xc0) !== 0x80) {
        state[MISSING] = used;
        break;
      }
      used++;
    }
    used = 0;
  }
  const count = MathMin(state[MISSING], bytes.length);
  for (; used < count; used++) state[state[HELD]++] = bytes[used];
  state[MISSING] -= count;
  if (state[MISSING] > 0) return used;

  completed = encoding.slice(state, 0, state[HELD]);
  state[HELD] = 0;
  return used;
}

// Returns how many bytes at the end of bytes[from…] are an incomplete character, and notes in `state` how many it still needs.
function holdBack(state, bytes, from, encoding) {
  const count = bytes.length - from;
  const last = bytes[bytes.length - 1];
  if (encoding === encodings.utf16le) {
    const held = count % 2 === 1 ? 1 : ((last & 0xfc) === 0xd8 ? 2 : 0);
    state[MISSING] = held;
    return held;
  }
  if (encoding !== encodings.utf8) {  // base64: three bytes make four characters
    const held = count % 3;
    state[MISSING] = held > 0 ? 3 - held : 0;
    return held;
  }
  if ((last & 0x80) === 0) return 0;
  for (let held = 1; held <= 4 && held <= count; held++) {
    const byte = bytes[bytes.length - held];
    if ((byte & 0xc0) === 0x80) continue;
    const size = (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
    if (held >= size) return 0;
    state[MISSING] = size - held;
    return held;
  }
  return 0;
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBufferIsView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  const state = this[kState];
  if (!state) throw new ERR_INVALID_THIS('StringDecoder');
  const encoding = encodings[this.encoding];
  const bytes = new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength);
  if (encoding === encodings.ascii || encoding === encodings.latin1 || encoding === encodings.hex) {
    return encoding.slice(bytes, 0, bytes.length);
  }
  let from = 0;
  let text = '';
  if (state[MISSING] > 0 && bytes.length > 0) {
    from = complete(state, bytes, encoding);
    text = completed;
  }
  if (from >= bytes.length) return text;
  const held = holdBack(state, bytes, from, encoding);
  const end = bytes.length - held;
  for (let i = 0; i < held; i++) state[i] = bytes[end + i];
  if (held > 0) state[HELD] = held;
  return end > from ? text + encoding.slice(bytes, from, end) : text;
};

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const state = this[kState];
  let held = state[HELD];
  if (held === 0) return text;
  if (this.encoding === 'utf16le' && held % 2 === 1) held--;
  state[HELD] = state[MISSING] = 0;
  return held === 0 ? text : text + encodings[this.encoding].slice(state, 0, held);
};

// An undocumented method, older than `end`.
StringDecoder.prototype.text = function text(buf, offset) {
  this[kState][MISSING] = this[kState][HELD] = 0;
  return this.write(buf.slice(offset));
};

ObjectDefineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return TypedArrayPrototypeSubarray(this[kState], 0, WAITING); },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState][MISSING]; },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState][HELD] + this[kState][MISSING]; },
  },
});

exports.StringDecoder = StringDecoder;
