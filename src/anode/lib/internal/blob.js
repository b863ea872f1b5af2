'use strict';

// Blob (https://w3c.github.io/FileAPI/#blob-section).

const {
  ArrayPrototypePush,
  ArrayPrototypePushApply,
  MathMax,
  MathMin,
  NumberMAX_SAFE_INTEGER,
  ObjectDefineProperties,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
  PromiseReject,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeToLowerCase,
  Symbol,
  SymbolToStringTag,
  Uint8Array,
} = primordials;

const { decodeUtf8, encodeUtf8 } = require('internal/engine');
const {
  codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateDictionary } = require('internal/validators');
const { converters, createSequenceConverter } = require('internal/webidl');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { BlobData, MemoryPiece } = require('internal/blob/data');

const kHandle = Symbol('kHandle');
const kType = Symbol('kType');
const kLength = Symbol('kLength');
const kNotCloneable = Symbol('kNotCloneable');

const isBlob = (object) => object?.[kHandle] !== undefined;

function checkBlob(object) {
  if (!isBlob(object)) throw new ERR_INVALID_THIS('Blob');
}

const convertSources = createSequenceConverter((source, options = kEmptyObject) => {
  if (isBlob(source) || isAnyArrayBuffer(source) || isArrayBufferView(source)) return source;
  return converters.DOMString(source, options);
});

// Strings, and copies of buffers: a Blob never changes.
function addSource(pieces, source, endings) {
  if (isBlob(source)) {
    ArrayPrototypePushApply(pieces, source[kHandle].pieces);
    return;
  }
  let bytes;
  if (isAnyArrayBuffer(source)) {
    bytes = new Uint8Array(new Uint8Array(source));
  } else if (isArrayBufferView(source)) {
    bytes = new Uint8Array(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  } else {
    if (endings === 'native') source = RegExpPrototypeSymbolReplace(/\r\n|\n/g, source, require('os').EOL);
    bytes = encodeUtf8(source);
  }
  if (bytes.length > 0) ArrayPrototypePush(pieces, new MemoryPiece(bytes));
}

// Only printable ASCII, in lower case. Any other text gives an empty type.
function mediaType(type) {
  type = `${type}`;
  return RegExpPrototypeExec(/[^\x20-\x7e]/, type) === null ? StringPrototypeToLowerCase(type) : '';
}

class Blob {
  constructor(sources = [], options) {
    markTransferMode(this, true, false);
    const list = convertSources(sources);
    validateDictionary(options, 'options');
    let { endings = 'transparent' } = options ?? kEmptyObject;
    const { type = '' } = options ?? kEmptyObject;
    endings = `${endings}`;
    if (endings !== 'transparent' && endings !== 'native') throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    const pieces = [];
    for (let i = 0; i < list.length; i++) addSource(pieces, list[i], endings);
    const data = new BlobData(pieces);
    if (data.length > NumberMAX_SAFE_INTEGER) throw new ERR_BUFFER_TOO_LARGE(NumberMAX_SAFE_INTEGER);
    this[kHandle] = data;
    this[kLength] = data.length;
    this[kType] = mediaType(type);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    return `Blob ${require('internal/util/inspect').inspect({ size: this.size, type: this.type }, {
      ...options,
      depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    if (this[kNotCloneable]) throw new ERR_INVALID_STATE.TypeError('File-backed Blobs are not cloneable');
    return {
      data: { handle: this[kHandle], type: this[kType], length: this[kLength] },
      deserializeInfo: 'internal/blob:TransferableBlob',
    };
  }

  [kDeserialize]({ handle, type, length }) {
    this[kHandle] = handle;
    this[kType] = type;
    this[kLength] = length;
  }

  get type() {
    checkBlob(this);
    return this[kType];
  }

  get size() {
    checkBlob(this);
    return this[kLength];
  }

  slice(start = 0, end = this[kLength], contentType = '') {
    checkBlob(this);
    const length = this[kLength];
    start = converters['long long'](start, { __proto__: null, context: 'start' });
    end = converters['long long'](end, { __proto__: null, context: 'end' });
    start = start < 0 ? MathMax(length + start, 0) : MathMin(start, length);
    end = end < 0 ? MathMax(length + end, 0) : MathMin(end, length);
    const span = MathMax(end - start, 0);
    return createBlob(this[kHandle].slice(start, start + span), span, mediaType(contentType));
  }

  arrayBuffer() {
    if (!isBlob(this)) return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return PromisePrototypeThen(this[kHandle].bytes(), (bytes) => bytes.buffer);
  }

  text() {
    if (!isBlob(this)) return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return PromisePrototypeThen(this[kHandle].bytes(), (bytes) => decodeUtf8(bytes, false, false));
  }

  bytes() {
    if (!isBlob(this)) return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return this[kHandle].bytes();
  }

  stream() {
    checkBlob(this);
    return createBlobReaderStream(this[kHandle].reader());
  }

  textStream() {
    checkBlob(this);
    const { TextDecoderStream } = require('internal/webstreams/encoding');
    return createBlobReaderStream(this[kHandle].reader()).pipeThrough(new TextDecoderStream());
  }
}

ObjectDefineProperties(Blob.prototype, {
  size: kEnumerableProperty,
  type: kEnumerableProperty,
  slice: kEnumerableProperty,
  stream: kEnumerableProperty,
  textStream: kEnumerableProperty,
  text: kEnumerableProperty,
  arrayBuffer: kEnumerableProperty,
  bytes: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Blob' },
});

// A Blob around data that exists already.
function TransferableBlob(handle, length, type = '') {
  ObjectSetPrototypeOf(this, Blob.prototype);
  markTransferMode(this, true, false);
  this[kHandle] = handle;
  this[kType] = type;
  this[kLength] = length;
}
ObjectSetPrototypeOf(TransferableBlob.prototype, Blob.prototype);
ObjectSetPrototypeOf(TransferableBlob, Blob);

function createBlob(handle, length, type = '') {
  return new TransferableBlob(handle, length, type);
}

/** fs.openAsBlob(): the file is read when the Blob is read. Returns undefined if there is no such file. */
function createBlobFromFilePath(path, options) {
  let data;
  try {
    data = BlobData.fromFile(path);
  } catch (error) {
    if (error.code === 'ERR_ACCESS_DENIED') throw error;
    return undefined;
  }
  const blob = createBlob(data, data.length, options?.type);
  blob[kNotCloneable] = true;
  return blob;
}

/** A byte stream of the chunks that `next` returns. Nothing is read before a reader asks. */
function createBlobReaderStream(next) {
  const { ReadableStream } = require('internal/webstreams/readablestream');
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const chunk = await next();
      if (chunk !== undefined) {
        controller.enqueue(chunk);
        return;
      }
      controller.close();
      controller.byobRequest?.respond(0);  // closes the request of a BYOB reader as well
    },
  }, { highWaterMark: 0 });
}

function resolveObjectURL(url) {
  return require('internal/url/object_urls').resolveObjectURL(url);
}

module.exports = {
  Blob,
  TransferableBlob,
  createBlobFromFilePath,
  isBlob,
  kHandle,
  resolveObjectURL,
};
