'use strict';

// `node:zlib`.

const {
  ObjectDefineProperty,
  RegExpPrototypeExec,
  Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/engine').types;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const { constants, codes } = require('internal/zlib/constants');
const { processAll, zlib } = require('internal/zlib/base');
const classes = require('internal/zlib/classes');

function toBuffer(data) {
  if (typeof data === 'string') return Buffer.from(data);
  if (isArrayBufferView(data)) return data;
  if (isAnyArrayBuffer(data)) return new Uint8Array(data);
  throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], data);
}

const answer = (engine, buffer) => (engine._info ? { buffer, engine } : buffer);

function named(fn, name) {
  return ObjectDefineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
}

// `deflate(buffer, options, callback)`, `deflateSync(buffer, options)` and `createDeflate(options)` of a class.
function conveniences(Class, name) {
  exports[name] = named(function(buffer, opts, callback) {
    if (typeof opts === 'function') {
      callback = opts;
      opts = {};
    }
    validateFunction(callback, 'callback');
    const engine = new Class(opts);
    // The stream's own check throws for data of a wrong type.
    const data = toBuffer(buffer);
    processAll(engine, data, (error, result) => {
      if (error) callback(error);
      else callback(null, answer(engine, result));
    });
  }, name);
  exports[`${name}Sync`] = named(function(buffer, opts) {
    const engine = new Class(opts);
    const data = toBuffer(buffer);
    return answer(engine, engine._processChunk(data, engine._finishFlushFlag));
  }, `${name}Sync`);
}

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return zlib().crc32(data, value);
}

exports.crc32 = crc32;
const names = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip', 'BrotliCompress',
               'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress'];
for (let i = 0; i < names.length; i++) exports[names[i]] = classes[names[i]];

const functions = [
  ['deflate', 'Deflate'], ['gzip', 'Gzip'], ['deflateRaw', 'DeflateRaw'], ['unzip', 'Unzip'], ['inflate', 'Inflate'],
  ['gunzip', 'Gunzip'], ['inflateRaw', 'InflateRaw'], ['brotliCompress', 'BrotliCompress'],
  ['brotliDecompress', 'BrotliDecompress'], ['zstdCompress', 'ZstdCompress'], ['zstdDecompress', 'ZstdDecompress'],
];
for (let i = 0; i < functions.length; i++) conveniences(classes[functions[i][1]], functions[i][0]);

for (let i = 0; i < names.length; i++) {
  const Class = classes[names[i]];
  ObjectDefineProperty(exports, `create${names[i]}`, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value: named(function(options) { return new Class(options); }, `create${names[i]}`),
  });
}

// Node exports these constants on the module too. Newer ones are in `constants` alone.
for (const name in constants) {
  if (RegExpPrototypeExec(/^BROTLI_/, name) === null) {
    ObjectDefineProperty(exports, name, { __proto__: null, enumerable: false, value: constants[name] });
  }
}

ObjectDefineProperty(exports, 'constants', { __proto__: null, enumerable: true, value: constants });
ObjectDefineProperty(exports, 'codes', { __proto__: null, enumerable: true, value: codes });
