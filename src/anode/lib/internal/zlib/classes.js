'use strict';

// Deflate and its relatives, brotli and zstandard.

const {
  ArrayPrototypeForEach,
  NumberIsNaN,
  ObjectKeys,
  ObjectSetPrototypeOf,
  ReflectApply,
  Uint8Array,
} = primordials;
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/engine').types;
const { codes: {
  ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_ZSTD_INVALID_PARAM,
}, genericNodeError } = require('internal/errors');
const { deprecateInstantiation } = require('internal/util/deprecation');
const { constants } = require('internal/zlib/constants');
const { ZlibBase, isGivenNumber, numberInRange, opened, zlib } = require('internal/zlib/base');

const {
  DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, BROTLI_DECODE, BROTLI_ENCODE, ZSTD_COMPRESS,
  ZSTD_DECOMPRESS,
  Z_NO_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK,
  Z_MIN_WINDOWBITS, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS, Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION,
  Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL, Z_DEFAULT_STRATEGY, Z_FIXED,
} = constants;

const zlibFlushes = {
  flush: Z_NO_FLUSH, finishFlush: Z_FINISH, fullFlush: Z_FULL_FLUSH, lowest: Z_NO_FLUSH, highest: Z_BLOCK,
};

function readDictionary(dictionary) {
  if (dictionary === undefined) return undefined;
  if (isArrayBufferView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return new Uint8Array(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

function Zlib(opts, mode) {
  let windowBits = Z_DEFAULT_WINDOWBITS;
  let level = Z_DEFAULT_COMPRESSION;
  let memLevel = Z_DEFAULT_MEMLEVEL;
  let strategy = Z_DEFAULT_STRATEGY;
  let dictionary;
  if (opts) {
    // Decompressors take 0: the window that the header names.
    const fromHeader = mode === INFLATE || mode === GUNZIP || mode === UNZIP;
    if ((opts.windowBits == null || opts.windowBits === 0) && fromHeader) {
      windowBits = 0;
    } else {
      // A gzip header has no room for a window of 256 bytes.
      const least = mode === GZIP ? Z_MIN_WINDOWBITS + 1 : Z_MIN_WINDOWBITS;
      windowBits = numberInRange(opts.windowBits, 'options.windowBits', least, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
    }
    level = numberInRange(opts.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
    memLevel = numberInRange(opts.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
    strategy = numberInRange(opts.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
    dictionary = readDictionary(opts.dictionary);
  }
  ReflectApply(ZlibBase, this, [
    opts, { mode, options: { windowBits, level, memLevel, strategy }, dictionary }, zlibFlushes,
  ]);
  this._level = level;
  this._strategy = strategy;
}
ObjectSetPrototypeOf(Zlib.prototype, ZlibBase.prototype);
ObjectSetPrototypeOf(Zlib, ZlibBase);

// Changes take effect after all data written before.
Zlib.prototype.params = function(level, strategy, callback) {
  level = numberInRange(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
  strategy = numberInRange(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
  if (this._level === level && this._strategy === strategy) {
    if (callback) process.nextTick(callback);
    return;
  }
  this.flush(constants.Z_SYNC_FLUSH, () => {
    if (this.destroyed) return;
    zlib().params(opened(this), level, strategy);
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

function defineClass(name, Parent, build) {
  const Class = { [name]: function(opts) {
    if (!(this instanceof Class)) {
      // DEP0184: the classes could once be called as functions.
      return deprecateInstantiation(Class, 'DEP0184', opts);
    }
    build(this, opts);
  } }[name];
  ObjectSetPrototypeOf(Class.prototype, Parent.prototype);
  ObjectSetPrototypeOf(Class, Parent);
  return Class;
}

const zlibClass = (name, mode) => defineClass(name, Zlib, (self, opts) => {
  ReflectApply(Zlib, self, [opts, mode]);
});

// A param by its number. `true` and `false` are 1 and 0.
function readParams(opts, highest, Invalid) {
  const params = {};
  if (!opts?.params) return params;
  ArrayPrototypeForEach(ObjectKeys(opts.params), (key) => {
    const number = +key;
    if (NumberIsNaN(number) || number < 0 || number > highest || params[number] !== undefined) throw new Invalid(key);
    const value = opts.params[key];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    params[number] = +value;
  });
  return params;
}

const brotliFlushes = {
  flush: constants.BROTLI_OPERATION_PROCESS,
  finishFlush: constants.BROTLI_OPERATION_FINISH,
  fullFlush: constants.BROTLI_OPERATION_FLUSH,
  lowest: constants.BROTLI_OPERATION_PROCESS,
  highest: constants.BROTLI_OPERATION_EMIT_METADATA,
};

// Values that brotli itself refuses must fail when the stream is made.
const BROTLI_RANGES = { 0: [0, 2], 1: [0, 11], 2: [10, 30], 3: [0, 24], 4: [0, 1] };

const brotliClass = (name, mode) => defineClass(name, ZlibBase, (self, opts) => {
  const params = readParams(opts, 9, ERR_BROTLI_INVALID_PARAM);
  ArrayPrototypeForEach(ObjectKeys(params), (key) => {
    const range = BROTLI_RANGES[key];
    if (mode === BROTLI_ENCODE && range && (params[key] < range[0] || params[key] > range[1])) {
      throw genericNodeError('Initialization failed', { code: 'ERR_ZLIB_INITIALIZATION_FAILED' });
    }
  });
  ReflectApply(ZlibBase, self, [opts, { mode, options: { params } }, brotliFlushes]);
});

const zstdFlushes = {
  flush: constants.ZSTD_e_continue,
  finishFlush: constants.ZSTD_e_end,
  fullFlush: constants.ZSTD_e_flush,
  lowest: constants.ZSTD_e_continue,
  highest: constants.ZSTD_e_end,
};

// 0 leaves a parameter at the level's own value.
const ZSTD_RANGES = {
  101: [10, 31], 102: [6, 30], 103: [6, 30], 104: [1, 30], 105: [3, 7], 106: [0, 131072], 107: [1, 9], 160: [0, 2],
  200: [0, 1], 201: [0, 1], 202: [0, 1],
};

const zstdClass = (name, mode) => defineClass(name, ZlibBase, (self, opts) => {
  const highest = mode === ZSTD_COMPRESS ? constants.ZSTD_c_overlapLog : constants.ZSTD_d_windowLogMax;
  const params = readParams(opts, highest, ERR_ZSTD_INVALID_PARAM);
  ArrayPrototypeForEach(ObjectKeys(params), (key) => {
    const range = mode === ZSTD_COMPRESS ? ZSTD_RANGES[key] : [10, 31];
    if (range && params[key] !== 0 && (params[key] < range[0] || params[key] > range[1])) {
      throw genericNodeError('Setting parameter failed', { code: 'ERR_ZLIB_INITIALIZATION_FAILED' });
    }
  });
  const options = { params };
  if (mode === ZSTD_COMPRESS && isGivenNumber(opts?.pledgedSrcSize, 'options.pledgedSrcSize')) {
    options.pledgedSrcSize = opts.pledgedSrcSize;
  }
  ReflectApply(ZlibBase, self, [opts, { mode, options, dictionary: readDictionary(opts?.dictionary) }, zstdFlushes]);
});

module.exports = {
  Deflate: zlibClass('Deflate', DEFLATE),
  Inflate: zlibClass('Inflate', INFLATE),
  Gzip: zlibClass('Gzip', GZIP),
  Gunzip: zlibClass('Gunzip', GUNZIP),
  DeflateRaw: zlibClass('DeflateRaw', DEFLATERAW),
  InflateRaw: zlibClass('InflateRaw', INFLATERAW),
  Unzip: zlibClass('Unzip', UNZIP),
  BrotliCompress: brotliClass('BrotliCompress', BROTLI_ENCODE),
  BrotliDecompress: brotliClass('BrotliDecompress', BROTLI_DECODE),
  ZstdCompress: zstdClass('ZstdCompress', ZSTD_COMPRESS),
  ZstdDecompress: zstdClass('ZstdDecompress', ZSTD_DECOMPRESS),
};
