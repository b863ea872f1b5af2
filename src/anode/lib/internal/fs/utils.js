'use strict';

// Arguments of fs: how Node reads and refuses them.

const {
  ArrayIsArray,
  BigInt,
  MathMin,
  Number,
  NumberIsInteger,
  ObjectIs,
  StringPrototypeIncludes,
  Symbol,
  TypedArrayPrototypeIncludes,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { isArrayBufferView, isUint8Array } = require('internal/engine').types;
const {
  AbortError,
  codes: { ERR_FS_INVALID_SYMLINK_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
  hideStackFrames,
} = require('internal/errors');
const {
  parseFileMode, validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateInteger, validateObject,
  validateUint32,
} = require('internal/validators');
const osConstants = require('internal/os_constants');
const { kEmptyObject } = require('internal/util');
const { kEmbedded } = require('internal/process/embedded');
const { toPathIfFileURL } = require('internal/url');
const stats = require('internal/fs/stats');
const { Dirent } = require('internal/fs/dirent');

// Bytes that one read or write takes at most, the chunk of readFile, and Node's limit for a whole file.
const kIoMaxLength = 2 ** 31 - 1;
const kReadFileBufferLength = 512 * 1024;
const kReadFileUnknownBufferLength = 64 * 1024;
const kWriteFileMaxChunkSize = 512 * 1024;
const kMaxUserId = 2 ** 32 - 1;

function assertEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

function getOptions(options, defaults = kEmptyObject) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  else if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

// Names are text in UTF-8 unless asked for otherwise.
function nameEncoding(options) {
  const { encoding } = options;
  if (encoding == null) return 'utf8';
  return encoding === 'buffer' ? encoding : require('internal/util').normalizeEncoding(encoding) ?? 'utf8';
}

function checkAborted(signal, callback) {
  if (signal?.aborted) {
    const error = new AbortError(undefined, { cause: signal.reason });
    if (callback === undefined) throw error;
    callback(error);
    return true;
  }
  return false;
}

const validatePath = hideStackFrames((path, name = 'path') => {
  if (typeof path !== 'string' && !isUint8Array(path)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
  }
  const hasNul = typeof path === 'string' ? StringPrototypeIncludes(path, '\u0000') : TypedArrayPrototypeIncludes(path, 0);
  if (hasNul) {
    throw new ERR_INVALID_ARG_VALUE(name, path, 'must be a string, Uint8Array, or URL without null bytes');
  }
});

function getValidatedPath(value, name = 'path') {
  const path = toPathIfFileURL(value);
  validatePath(path, name);
  // An embedded program may have a working directory that is not the process's.
  return process[kEmbedded] && typeof path === 'string' ? require('path').resolve(path) : path;
}

function getValidatedFd(fd, name = 'fd') {
  if (ObjectIs(fd, -0)) return 0;
  validateInt32(fd, name, 0);
  return fd;
}

const isFd = (value) => NumberIsInteger(value) && value >= 0 && value <= 2147483647;

function validateBuffer(buffer, name = 'buffer') {
  if (!isArrayBufferView(buffer)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function validateBufferArray(buffers, name = 'buffers') {
  if (!ArrayIsArray(buffers)) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!isArrayBufferView(buffers[i])) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

function validateOffsetLengthRead(offset, length, bufferLength) {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) throw new ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
}

function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

const LAST_POSITION = 2 ** 63 - 1024;  // the last that is a number, and behind the end of any file

// Where to read: -1 means where the file stands.
function validatePosition(position, name = 'position', length = 0) {
  if (position == null) return -1;
  if (typeof position === 'number') {
    validateInteger(position, name, -1);
  } else if (typeof position === 'bigint') {
    const most = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= most)) {
      throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${most}`, position);
    }
    return MathMin(Number(position), LAST_POSITION);
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
  return position;
}

const writePosition = (position) => (typeof position === 'number' ? position : -1);

function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null || flags === 'r') return 0;
  const { O_RDWR, O_WRONLY, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_SYNC } = osConstants.fs;
  switch (flags) {
    case 'rs':
    case 'sr': return O_SYNC;
    case 'r+': return O_RDWR;
    case 'rs+':
    case 'sr+': return O_RDWR | O_SYNC;
    case 'w': return O_TRUNC | O_CREAT | O_WRONLY;
    case 'wx':
    case 'xw': return O_TRUNC | O_CREAT | O_WRONLY | O_EXCL;
    case 'w+': return O_TRUNC | O_CREAT | O_RDWR;
    case 'wx+':
    case 'xw+': return O_TRUNC | O_CREAT | O_RDWR | O_EXCL;
    case 'a': return O_APPEND | O_CREAT | O_WRONLY;
    case 'ax':
    case 'xa': return O_APPEND | O_CREAT | O_WRONLY | O_EXCL;
    case 'as':
    case 'sa': return O_APPEND | O_CREAT | O_WRONLY | O_SYNC;
    case 'a+': return O_APPEND | O_CREAT | O_RDWR;
    case 'ax+':
    case 'xa+': return O_APPEND | O_CREAT | O_RDWR | O_EXCL;
    case 'as+':
    case 'sa+': return O_APPEND | O_CREAT | O_RDWR | O_SYNC;
    default: throw new ERR_INVALID_ARG_VALUE(name, flags);
  }
}

function getValidMode(mode) {
  // access() takes a sum of F_OK, R_OK, W_OK and X_OK, copyFile() one of its three flags: both end at 7.
  if (mode == null) return 0;
  validateInteger(mode, 'mode', 0, 7);
  return mode;
}

function validateStringAfterArrayBufferView(buffer, name) {
  if (typeof buffer !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

// What writes take: text (in an encoding) or the bytes of a view.
function toBytes(data, encoding, name = 'data') {
  if (isArrayBufferView(data)) return data;
  validateStringAfterArrayBufferView(data, name);
  return Buffer.from(data, encoding || 'utf8');
}

function bytesOf(view, offset = 0, length = view.byteLength - offset) {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length);
}

// Puts what a read returned into the caller's view.
function fill(view, offset, bytes) {
  if (bytes.length > 0) TypedArrayPrototypeSet(bytesOf(view, offset, bytes.length), bytes);
  return bytes.length;
}

function stringToSymlinkType(type) {
  if (typeof type !== 'string') return 0;
  switch (type) {
    case 'dir': return 1;
    case 'junction': return 2;
    case 'file': return 0;
    default: throw new ERR_FS_INVALID_SYMLINK_TYPE(type);
  }
}

const rmDefaults = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };

function validateRmOptions(options) {
  options = validateRmdirOptions(options, rmDefaults);
  validateBoolean(options.force, 'options.force');
  return options;
}

function validateRmdirOptions(options, defaults = { retryDelay: 100, maxRetries: 0, recursive: false }) {
  if (options === undefined) return defaults;
  validateObject(options, 'options');
  options = { ...defaults, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

const cpDefaults = {
  dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false,
  verbatimSymlinks: false,
};

function validateCpOptions(options) {
  if (options === undefined) return { ...cpDefaults, mode: 0 };
  validateObject(options, 'options');
  options = { ...cpDefaults, ...options };
  validateBoolean(options.dereference, 'options.dereference');
  validateBoolean(options.errorOnExist, 'options.errorOnExist');
  validateBoolean(options.force, 'options.force');
  validateBoolean(options.preserveTimestamps, 'options.preserveTimestamps');
  validateBoolean(options.recursive, 'options.recursive');
  validateBoolean(options.verbatimSymlinks, 'options.verbatimSymlinks');
  options.mode = getValidMode(options.mode);
  if (options.dereference === true && options.verbatimSymlinks === true) {
    const { codes: { ERR_INCOMPATIBLE_OPTION_PAIR } } = require('internal/errors');
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

module.exports = {
  get constants() {
    return { kIoMaxLength, kMaxUserId, kReadFileBufferLength, kReadFileUnknownBufferLength, kWriteFileMaxChunkSize };
  },
  get fsConstants() { return osConstants.fs; },
  kMaxUserId, kIoMaxLength,
  assertEncoding, getOptions, nameEncoding, checkAborted, validatePath, getValidatedPath, getValidatedFd, isFd,
  validateBuffer, validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition,
  writePosition, stringToFlags, getValidMode, validateStringAfterArrayBufferView, toBytes, bytesOf, fill,
  stringToSymlinkType, validateRmOptions, validateRmdirOptions, validateCpOptions, parseFileMode,
  kFSWatchStart: Symbol('kFSWatchStart'),
  Dirent,
  Stats: stats.Stats,
  BigIntStats: stats.BigIntStats,
  toUnixTimestamp: stats.toUnixTimestamp,
  nullCheck: validatePath,
};
