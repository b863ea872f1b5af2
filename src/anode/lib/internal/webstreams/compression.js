'use strict';

// CompressionStream and DecompressionStream (https://compression.spec.whatwg.org), through zlib.

const { ObjectDefineProperties, SymbolToStringTag } = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const { isAnyArrayBuffer, isArrayBufferView, isSharedArrayBuffer } = require('internal/util/types');
const { createEnumConverter } = require('internal/webidl');
const { customInspect } = require('internal/webstreams/inspect');
const { readOnly } = require('internal/webstreams/brand');

const toFormat = createEnumConverter('CompressionFormat', ['deflate', 'deflate-raw', 'gzip', 'brotli']);

const makers = {
  '__proto__': null,
  'deflate': ['createDeflate', 'createInflate'],
  'deflate-raw': ['createDeflateRaw', 'createInflateRaw'],
  'gzip': ['createGzip', 'createGunzip'],
  'brotli': ['createBrotliCompress', 'createBrotliDecompress'],
};

// The standard takes bytes alone; Node 24 takes every chunk that zlib's streams take, strings included.
function checkChunk(chunk) {
  if (typeof chunk === 'string') return;
  const shared = isSharedArrayBuffer(isArrayBufferView(chunk) ? chunk.buffer : chunk);
  if (shared || (!isAnyArrayBuffer(chunk) && !isArrayBufferView(chunk))) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], chunk);
  }
}

function pair(format, name, way, options) {
  const chosen = toFormat(format, {
    __proto__: null, prefix: `Failed to construct '${name}'`, context: '1st argument',
  });
  const handle = require('zlib')[makers[chosen][way]](options);
  const {
    kDestroyOnSyncError, kValidateChunk, newReadableWritablePairFromDuplex,
  } = require('internal/webstreams/adapters');
  return newReadableWritablePairFromDuplex(handle, { [kValidateChunk]: checkChunk, [kDestroyOnSyncError]: true });
}

class CompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pair(format, 'CompressionStream', 0);
  }

  get readable() {
    return this.#pair.readable;
  }

  get writable() {
    return this.#pair.writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, 'CompressionStream', { readable: this.readable, writable: this.writable });
  }
}

class DecompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pair(format, 'DecompressionStream', 1, { rejectGarbageAfterEnd: true });
  }

  get readable() {
    return this.#pair.readable;
  }

  get writable() {
    return this.#pair.writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, 'DecompressionStream', { readable: this.readable, writable: this.writable });
  }
}

const classes = [CompressionStream, DecompressionStream];
for (let i = 0; i < classes.length; i++) {
  ObjectDefineProperties(classes[i].prototype, {
    readable: kEnumerableProperty,
    writable: kEnumerableProperty,
    [SymbolToStringTag]: readOnly(classes[i].name),
  });
}

module.exports = { CompressionStream, DecompressionStream };
