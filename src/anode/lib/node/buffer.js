'use strict';

const {
  Array,
  ArrayBufferIsView,
  MathFloor,
  MathTrunc,
  NumberIsInteger,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  NumberMIN_SAFE_INTEGER,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  RegExpPrototypeExec,
  Symbol,
  SymbolSpecies,
  TypedArrayPrototypeCopyWithin,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  Uint8Array,
  Uint8ArrayPrototype,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_BUFFER_SIZE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { defineLazyProperties } = require('internal/util/properties');
const { deprecate } = require('internal/util/deprecation');
const { getStructuredStack } = require('internal/util/structured_stack');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/util/types');
const { validateInteger, validateNumber } = require('internal/validators');
const { FastBuffer, addBufferPrototypeMethods, asciiWrite, createUnsafeBuffer, utf8Write } = require('internal/buffer');
const { allocate, pool } = require('internal/buffer/pool');
const { encodings, findEncoding } = require('internal/buffer/encodings');
const { checkString } = require('internal/buffer/legacy_slices');
const { concat, copyBytesFrom, from, of } = require('internal/buffer/from');
const { compare, compareRanges, equals, find } = require('internal/buffer/search');
const { fill } = require('internal/buffer/fill');
const { kStringMaxLength, byteLength: utf8ByteLength } = require('internal/buffer/utf8');
const { atob, btoa, isAscii, isUtf8, transcode } = require('internal/buffer/transcode');
const { getMaxBytes, inspect, setMaxBytes } = require('internal/buffer/inspect');

const kMaxLength = NumberMAX_SAFE_INTEGER;
const { utf8 } = encodings;

function Buffer(arg, encodingOrOffset, length) {
  warnOfConstructor();
  if (typeof arg !== 'number') return from(arg, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
  return Buffer.alloc(arg);
}

let warned = false;
let calls = 0;

// DEP0005 warns the program, but not the packages that it uses.
function warnOfConstructor() {
  if (warned || ++calls > 10000) return;
  if (!require('internal/options').getOptionValue('--pending-deprecation') && calledFromPackage()) return;
  process.emitWarning(
    'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
    'Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005');
  warned = true;
}

function calledFromPackage() {
  const frames = getStructuredStack(8);
  for (let i = 0; i < frames.length; i++) {
    const file = frames[i].getFileName?.();
    if (file == null || RegExpPrototypeExec(/^(?:file:\/\/|[\\/]|[a-z]:\\)/i, file) === null) continue;
    return RegExpPrototypeExec(/[\\/]node_modules[\\/]/, file) !== null;
  }
  return false;
}

// Buffer and FastBuffer share one prototype. Buffer is the constructor of programs: it takes every kind of argument, and warns.
FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;
addBufferPrototypeMethods(Buffer.prototype);
ObjectDefineProperty(Buffer, SymbolSpecies, {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() { return FastBuffer; },
});

// --- static ---------------------------------------------------------------------------------

Buffer.poolSize = pool.owner.poolSize;
pool.owner = Buffer;
Buffer.from = from;
Buffer.copyBytesFrom = copyBytesFrom;
Buffer.of = of;
ObjectSetPrototypeOf(Buffer, Uint8Array);

Buffer.alloc = function alloc(size, value, encoding) {
  validateNumber(size, 'size', 0, kMaxLength);
  const buf = new FastBuffer(size);
  return value !== undefined && value !== 0 && size > 0 ? fill(buf, value, 0, buf.length, encoding) : buf;
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return allocate(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return createUnsafeBuffer(size);
};

function SlowBuffer(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return createUnsafeBuffer(size);
}
ObjectSetPrototypeOf(SlowBuffer.prototype, Uint8ArrayPrototype);
ObjectSetPrototypeOf(SlowBuffer, Uint8Array);

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!isUint8Array(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return buf1 === buf2 ? 0 : compare(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 && normalizeEncoding(encoding) !== undefined;
};
// Nothing reads this property. Node has it, and `inspect(Buffer)` shows it.
Buffer[Symbol('kIsEncodingSymbol')] = Buffer.isEncoding;

Buffer.concat = concat;

Buffer.byteLength = function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (isArrayBufferView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  if (!encoding || encoding === 'utf8') return utf8ByteLength(string);
  return (findEncoding(encoding) ?? utf8).byteLength(string);
};

// --- methods --------------------------------------------------------------------------------

const proto = Buffer.prototype;

ObjectDefineProperties(proto, {
  parent: {
    __proto__: null,
    enumerable: true,
    get() { return this instanceof Buffer ? this.buffer : undefined; },
  },
  offset: {
    __proto__: null,
    enumerable: true,
    get() { return this instanceof Buffer ? this.byteOffset : undefined; },
  },
});

function integer(value, otherwise) {
  if (NumberIsInteger(value)) return value;
  value = +value;
  return value >= NumberMIN_SAFE_INTEGER && value <= NumberMAX_SAFE_INTEGER ? MathFloor(value) : otherwise;
}

proto.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!ArrayBufferIsView(this)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
  if (!ArrayBufferIsView(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  const { byteLength } = this;
  targetStart = targetStart === undefined ? 0 : integer(targetStart, 0);
  if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
  sourceStart = sourceStart === undefined ? 0 : integer(sourceStart, 0);
  if (sourceStart < 0 || sourceStart > byteLength) {
    throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${byteLength}`, sourceStart);
  }
  sourceEnd = sourceEnd === undefined ? byteLength : integer(sourceEnd, 0);
  if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
  if (targetStart >= target.byteLength || sourceStart >= sourceEnd) return 0;

  let count = sourceEnd - sourceStart;
  if (count > target.byteLength - targetStart) count = target.byteLength - targetStart;
  if (count > byteLength - sourceStart) count = byteLength - sourceStart;
  if (count <= 0) return 0;
  if (target === this) {
    TypedArrayPrototypeCopyWithin(this, targetStart, sourceStart, sourceStart + count);
    return count;
  }
  const bytes = isUint8Array(this) && count === byteLength ?
    this : new Uint8Array(this.buffer, this.byteOffset + sourceStart, count);
  if (isUint8Array(target)) TypedArrayPrototypeSet(target, bytes, targetStart);
  else TypedArrayPrototypeSet(new Uint8Array(target.buffer, target.byteOffset, target.byteLength), bytes, targetStart);
  return count;
};

proto.toString = function toString(encoding, start, end) {
  if (arguments.length === 0) return utf8.slice(this, 0, this.length);
  const length = TypedArrayPrototypeGetLength(this);
  if (start <= 0) start = 0;
  else if (start >= length) return '';
  else start = MathTrunc(start) || 0;
  if (end === undefined || end > length) end = length;
  else end = MathTrunc(end) || 0;
  if (end <= start) return '';
  if (encoding === undefined) return utf8.slice(this, start, end);
  const found = findEncoding(encoding);
  if (found === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return found.slice(this, start, end);
};
proto.toLocaleString = proto.toString;

proto.equals = function(otherBuffer) {
  if (!isUint8Array(otherBuffer)) {
    throw new ERR_INVALID_ARG_TYPE('otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
  }
  return this === otherBuffer ||
    (TypedArrayPrototypeGetByteLength(this) === TypedArrayPrototypeGetByteLength(otherBuffer) && equals(this, otherBuffer));
};

proto[customInspectSymbol] = inspect;
proto.inspect = inspect;

proto.compare = function(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  if (arguments.length === 1) return compare(this, target);
  if (targetStart === undefined) targetStart = 0;
  else validateInteger(targetStart, 'targetStart', 0);
  if (targetEnd === undefined) targetEnd = target.length;
  else validateInteger(targetEnd, 'targetEnd', 0, target.length);
  if (sourceStart === undefined) sourceStart = 0;
  else validateInteger(sourceStart, 'sourceStart', 0);
  if (sourceEnd === undefined) sourceEnd = this.length;
  else validateInteger(sourceEnd, 'sourceEnd', 0, this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return compareRanges(this, sourceStart, sourceEnd, target, targetStart, targetEnd);
};

proto.indexOf = function indexOf(value, byteOffset, encoding) {
  return find(this, value, byteOffset, encoding, true);
};

proto.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
  return find(this, value, byteOffset, encoding, false);
};

proto.includes = function includes(value, byteOffset, encoding) {
  return find(this, value, byteOffset, encoding, true) !== -1;
};

proto.fill = function(value, offset, end, encoding) {
  return fill(this, value, offset, end, encoding);
};

proto.write = function write(string, offset, length, encoding) {
  const size = TypedArrayPrototypeGetLength(this);
  if (offset === undefined) return utf8Write(this, string, 0, size);
  if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    length = size;
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0, size);
    const room = size - offset;
    if (length === undefined) {
      length = room;
    } else if (typeof length === 'string') {
      encoding = length;
      length = room;
    } else {
      validateInteger(length, 'length', 0, size);
      if (length > room) length = room;
    }
  }
  if (!encoding || encoding === 'utf8') return utf8Write(this, string, offset, length);
  if (encoding === 'ascii') return asciiWrite(this, string, offset, length);
  const found = findEncoding(encoding);
  if (found === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  checkString(string);
  return found.write(this, string, offset, length);
};

proto.toJSON = function toJSON() {
  const length = TypedArrayPrototypeGetLength(this);
  const data = length > 0 ? new Array(length) : [];
  for (let i = 0; i < length; i++) data[i] = this[i];
  return { type: 'Buffer', data };
};

function clamp(value, length) {
  value = MathTrunc(value);
  if (value === 0 || NumberIsNaN(value)) return 0;
  if (value < 0) return value + length > 0 ? value + length : 0;
  return value < length ? value : length;
}

proto.subarray = function subarray(start, end) {
  const length = TypedArrayPrototypeGetLength(this);
  start = clamp(start, length);
  end = end === undefined ? length : clamp(end, length);
  return new FastBuffer(TypedArrayPrototypeGetBuffer(this), this.byteOffset + start, end > start ? end - start : 0);
};

proto.slice = function slice(start, end) {
  return this.subarray(start, end);
};

// Reverses each group of `size` bytes in place.
function swap(buf, size) {
  const length = TypedArrayPrototypeGetLength(buf);
  if (length % size !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
  const half = size >>> 1;
  for (let at = 0; at < length; at += size) {
    for (let i = 0; i < half; i++) {
      const byte = buf[at + i];
      buf[at + i] = buf[at + size - 1 - i];
      buf[at + size - 1 - i] = byte;
    }
  }
  return buf;
}

proto.swap16 = function swap16() { return swap(this, 2); };
proto.swap32 = function swap32() { return swap(this, 4); };
proto.swap64 = function swap64() { return swap(this, 8); };

module.exports = {
  Buffer,
  SlowBuffer: deprecate(
    SlowBuffer, 'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()', 'DEP0030'),
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

ObjectDefineProperties(module.exports, {
  constants: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: ObjectDefineProperties({}, {
      MAX_LENGTH: { __proto__: null, value: kMaxLength, enumerable: true },
      MAX_STRING_LENGTH: { __proto__: null, value: kStringMaxLength, enumerable: true },
    }),
  },
  INSPECT_MAX_BYTES: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: getMaxBytes,
    set: setMaxBytes,
  },
});
defineLazyProperties(module.exports, 'internal/blob', ['Blob', 'resolveObjectURL']);
defineLazyProperties(module.exports, 'internal/file', ['File']);
