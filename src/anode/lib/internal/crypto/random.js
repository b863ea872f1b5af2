'use strict';

// Random bytes, integers and UUIDs.

const {
  ArrayPrototypePush, DateNow, FunctionPrototypeCall, MathMin, NumberIsNaN, NumberIsSafeInteger, NumberPrototypeToString,
  StringPrototypeSlice, TypedArrayPrototypeSet, Uint8Array,
} = primordials;
const { kMaxLength } = require('buffer');
const { FastBuffer, asBuffer } = require('internal/buffer/pool');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { lazyDOMException } = require('internal/per_context/lazy_domexception');
const {
  isAnyArrayBuffer, isArrayBufferView, isFloat16Array, isFloat32Array, isFloat64Array, isTypedArray,
} = require('internal/util/types');

const system = binding('crypto/random');
const LONGEST = MathMin(kMaxLength, 2 ** 31 - 1);

function checkOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const most = MathMin(length, LONGEST);
  if (NumberIsNaN(offset) || offset > most || offset < 0) throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, offset);
  return offset >>> 0;
}

function checkSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (NumberIsNaN(size) || size > LONGEST || size < 0) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${LONGEST}`, size);
  if (size + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  return size >>> 0;
}


function randomBytes(size, callback) {
  size = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (callback === undefined) return size === 0 ? new FastBuffer(0) : asBuffer(system.random_bytes(size));
  // A regular function, which passes on `this` as Node's callback has it.
  system.async.random_bytes(function(error, bytes) {
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, asBuffer(bytes));
  }, size);
}

function checkTarget(buf) {
  if (!isAnyArrayBuffer(buf) && !isArrayBufferView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
}

const partOf = (buf, offset, size) =>
  (isAnyArrayBuffer(buf) ? new Uint8Array(buf, offset, size) : new Uint8Array(buf.buffer, buf.byteOffset + offset, size));

function randomFillSync(buf, offset = 0, size) {
  checkTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  offset = checkOffset(offset, elementSize, buf.byteLength);
  size = size === undefined ? buf.byteLength - offset : checkSize(size, elementSize, offset, buf.byteLength);
  if (size !== 0) TypedArrayPrototypeSet(partOf(buf, offset, size), system.random_bytes(size));
  return buf;
}

function randomFill(buf, offset, size, callback) {
  checkTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = buf.length;
  } else if (typeof size === 'function') {
    callback = size;
    size = buf.length - offset;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = checkOffset(offset, elementSize, buf.byteLength);
  size = size === undefined ? buf.byteLength - offset : checkSize(size, elementSize, offset, buf.byteLength);
  if (size === 0) {
    callback(null, buf);
    return;
  }
  system.async.random_bytes(function(error, bytes) {
    if (error) {
      FunctionPrototypeCall(callback, this, error);
      return;
    }
    TypedArrayPrototypeSet(partOf(buf, offset, size), bytes);
    FunctionPrototypeCall(callback, this, null, buf);
  }, size);
}

// ---- integers: each takes 48 bits, from a supply of bytes fetched at once ----

const RANGE = 0xffffffffffff;
let supply;
let used = 0;
let refilling = false;
let waiting = [];

function fromSupply() {
  const high = (supply[used] << 16) | (supply[used + 1] << 8) | supply[used + 2];
  const low = (supply[used + 3] << 16) | (supply[used + 4] << 8) | supply[used + 5];
  used += 6;
  return high * 2 ** 24 + low;
}

function refill() {
  if (refilling) return;
  refilling = true;
  system.async.random_bytes((error, bytes) => {
    refilling = false;
    const tasks = waiting;
    waiting = [];
    if (!error) {
      supply = bytes;
      used = 0;
    }
    for (let i = error ? 1 : 0; i < tasks.length; i++) randomInt(tasks[i].min, tasks[i].max, tasks[i].callback);
    if (error) tasks[0].callback(error);
  }, 6144);
}

function randomInt(min, max, callback) {
  const onlyMax = max === undefined || typeof max === 'function';
  if (onlyMax) {
    callback = max;
    max = min;
    min = 0;
  }
  const sync = callback === undefined;
  if (!sync) validateFunction(callback, 'callback');
  if (!NumberIsSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!NumberIsSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= RANGE)) throw new ERR_OUT_OF_RANGE(`max${onlyMax ? '' : ' - min'}`, `<= ${RANGE}`, range);
  // Numbers from here on would make small remainders more likely than others.
  const limit = RANGE - (RANGE % range);
  while (sync || (supply !== undefined && used < supply.length)) {
    if (supply === undefined || used >= supply.length) {
      supply = system.random_bytes(6144);
      used = 0;
    }
    const x = fromSupply();
    if (x >= limit) continue;
    const n = (x % range) + min;
    if (sync) return n;
    process.nextTick(callback, undefined, n);
    return;
  }
  ArrayPrototypePush(waiting, { min, max, callback });
  refill();
}

// ---- Web Crypto's ----

function getRandomValues(data) {
  if (!isTypedArray(data) || isFloat16Array(data) || isFloat32Array(data) || isFloat64Array(data)) {
    throw lazyDOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (data.byteLength > 65536) throw lazyDOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  randomFillSync(data, 0);
  return data;
}

// ---- UUIDs, RFC 9562: 128 at a time unless the caller wants fresh bytes ----

const hex = [];
for (let i = 0; i < 256; i++) hex[i] = StringPrototypeSlice(NumberPrototypeToString(i + 256, 16), 1);

function formatUUID(b, at, version) {
  return hex[b[at]] + hex[b[at + 1]] + hex[b[at + 2]] + hex[b[at + 3]] + '-' + hex[b[at + 4]] + hex[b[at + 5]] + '-' +
    hex[(b[at + 6] & 15) | version] + hex[b[at + 7]] + '-' + hex[(b[at + 8] & 63) | 128] + hex[b[at + 9]] + '-' +
    hex[b[at + 10]] + hex[b[at + 11]] + hex[b[at + 12]] + hex[b[at + 13]] + hex[b[at + 14]] + hex[b[at + 15]];
}

let uuidBytes;
let uuidAt = 2048;

function uuidSource(options) {
  if (options !== undefined) validateObject(options, 'options');
  const { disableEntropyCache = false } = options || kEmptyObject;
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
  if (disableEntropyCache) return { bytes: system.random_bytes(16), at: 0 };
  if (uuidAt === 2048) {
    uuidBytes = system.random_bytes(2048);
    uuidAt = 0;
  }
  uuidAt += 16;
  return { bytes: uuidBytes, at: uuidAt - 16 };
}

function randomUUID(options) {
  const { bytes, at } = uuidSource(options);
  return formatUUID(bytes, at, 0x40);
}

function randomUUIDv7(options) {
  const { bytes, at } = uuidSource(options);
  const now = DateNow();
  const high = now / 2 ** 32;
  bytes[at] = high >>> 8;
  bytes[at + 1] = high;
  bytes[at + 2] = now >>> 24;
  bytes[at + 3] = now >>> 16;
  bytes[at + 4] = now >>> 8;
  bytes[at + 5] = now;
  return formatUUID(bytes, at, 0x70);
}

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7 };
