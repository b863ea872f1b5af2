'use strict';

// The system calls of fs on an open file.

const {
  MathMax,
  ObjectDefineProperty,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { asBuffer } = require('internal/buffer/pool');
const { isArrayBufferView } = require('internal/engine').types;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  kValidateObjectAllowNullable, parseFileMode, validateEncoding, validateFunction, validateInteger, validateObject,
} = require('internal/validators');
const { customPromisifyArgs } = require('internal/util/promisify');
const { kEmptyObject } = require('internal/util/frozen');
const { statsFrom, toUnixTimestamp } = require('internal/fs/stats');
const { bound, define, named, submit } = require('internal/fs/forms');
const {
  bytesOf, fill, validateBuffer, validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition,
  validateStringAfterArrayBufferView,
} = require('internal/fs/buffer_arguments');
const { getValidatedFd } = require('internal/fs/descriptor');
const { getValidatedPath } = require('internal/fs/validate_path');
const { kMaxUserId } = require('internal/fs/limits');
const { stringToFlags } = require('internal/fs/flags');

const FILE = 'fs/file';
const calls = { __proto__: null };
const onFd = (call, spec) => { calls[call] = define(call, { file: FILE, op: call, ...spec }); };

onFd('fsync', { count: 1, read: (fd) => [getValidatedFd(fd)] });
onFd('fdatasync', { count: 1, read: (fd) => [getValidatedFd(fd)] });
onFd('fchmod', { count: 2, read: (fd, mode) => [getValidatedFd(fd), parseFileMode(mode, 'mode')] });
onFd('fchown', {
  count: 3,
  read(fd, uid, gid) {
    fd = getValidatedFd(fd);
    validateInteger(uid, 'uid', -1, kMaxUserId);
    validateInteger(gid, 'gid', -1, kMaxUserId);
    return [fd, uid, gid];
  },
});
onFd('futimes', {
  count: 3,
  read: (fd, atime, mtime) => [getValidatedFd(fd), toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime')],
});
onFd('ftruncate', {
  count: 2,
  optional: 1,
  length: 1,
  read(fd, length = 0) {
    fd = getValidatedFd(fd);
    validateInteger(length, 'len');
    return [fd, MathMax(0, length)];
  },
});
onFd('fstat', {
  count: 2,
  optional: 1,
  length: 1,
  read(fd, options) {
    const bigint = options?.bigint === true;
    const request = [getValidatedFd(fd)];
    request.finish = (numbers) => statsFrom(numbers, bigint);
    return request;
  },
});

const same = (value) => value;
onFd('open', {
  count: 3,
  optional: 1,
  length: 4,
  read(path, flags, mode) {
    path = getValidatedPath(path);
    return [path, stringToFlags(flags), parseFileMode(mode, 'mode', 0o666)];
  },
  finish: same,
});

function closeSync(fd) {
  fd = getValidatedFd(fd);
  bound(FILE).close(fd);
}

// Without a callback an error is thrown.
const throwError = (error) => { if (error) throw error; };

function close(fd, callback = throwError) {
  fd = getValidatedFd(fd);
  if (callback !== throwError) validateFunction(callback, 'cb');
  submit(FILE, 'close', [fd], callback);
}

function readTarget(buffer, offset, length, position) {
  validateBuffer(buffer);
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length === 0) return null;
  if (buffer.byteLength === 0) {
    throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  return { offset, length, position: validatePosition(position, 'position', length) };
}

function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  let options = null;
  if (arguments.length <= 4) {
    if (arguments.length === 4) {
      validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
      callback = length;
      options = offsetOrOptions;
    } else if (arguments.length === 3) {
      if (!isArrayBufferView(buffer)) {
        options = buffer;
        ({ buffer = Buffer.alloc(16384) } = options ?? kEmptyObject);
      }
      callback = offsetOrOptions;
    } else {
      callback = buffer;
      buffer = Buffer.alloc(16384);
    }
    if (options !== undefined) validateObject(options, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = options ?? kEmptyObject);
  }
  validateBuffer(buffer);
  validateFunction(callback, 'cb');
  const target = readTarget(buffer, offset, length, position);
  if (target === null) {
    process.nextTick(() => callback(null, 0, buffer));
    return;
  }
  bound(FILE).async.read((error, bytes) => {
    if (error) callback(error, 0, buffer);
    else callback(null, fill(buffer, target.offset, bytes), buffer);
  }, fd, target.length, target.position);
}

// A read into a new Buffer: the engine hands its bytes over as one. `callback(error, buffer)`.
function readFresh(fd, length, position, callback) {
  bound(FILE).async.read((error, bytes) => {
    if (error) callback(error, undefined);
    else callback(null, asBuffer(bytes));
  }, fd, length, position);
}

ObjectDefineProperty(read, customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffer'], enumerable: false });

function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  validateBuffer(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (typeof offsetOrOptions === 'object' && offsetOrOptions !== null)) {
    if (offsetOrOptions !== undefined) validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
  }
  const target = readTarget(buffer, offset, length, position);
  if (target === null) return 0;
  return fill(buffer, target.offset, bound(FILE).read(fd, target.length, target.position));
}

// The part of a view that is written. Without a length, the rest of it.
function writeSource(buffer, offset, length) {
  if (offset == null || typeof offset === 'function') offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (typeof length !== 'number') length = buffer.byteLength - offset;
  validateOffsetLengthWrite(offset, length, buffer.byteLength);
  return bytesOf(buffer, offset, length);
}

const at = (position) => (typeof position === 'number' ? position : -1);

function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  let data;
  if (isArrayBufferView(buffer)) {
    callback ||= position || length || offset;
    validateFunction(callback, 'cb');
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    }
    data = writeSource(buffer, offset, length);
  } else {
    validateStringAfterArrayBufferView(buffer, 'buffer');
    // (fd, string[, position[, encoding]], callback)
    let encoding = length;
    if (typeof position === 'function') {
      callback = position;
      position = offset;
    } else if (typeof offset === 'function') {
      callback = offset;
      position = null;
      encoding = 'utf8';
    } else {
      callback = length;
      position = offset;
      encoding = 'utf8';
    }
    validateEncoding(buffer, encoding);
    validateFunction(callback, 'cb');
    data = Buffer.from(buffer, encoding ?? 'utf8');
  }
  bound(FILE).async.write((error, written) => {
    if (error) callback(error, 0, buffer);
    else callback(null, written, buffer);
  }, fd, data, at(position));
}
ObjectDefineProperty(write, customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (isArrayBufferView(buffer)) {
    if (position === undefined) position = null;
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    }
    return bound(FILE).write(fd, writeSource(buffer, offset, length), at(position));
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  validateEncoding(buffer, length);
  return bound(FILE).write(fd, Buffer.from(buffer, length ?? 'utf8'), at(offset));
}

// Several buffers are read or written as one.
function totalLength(buffers) {
  let total = 0;
  for (let i = 0; i < buffers.length; i++) total += buffers[i].byteLength;
  return total;
}

function scatter(buffers, bytes) {
  let taken = 0;
  for (let i = 0; i < buffers.length && taken < bytes.length; i++) {
    const part = TypedArrayPrototypeSubarray(bytes, taken, taken + buffers[i].byteLength);
    fill(buffers[i], 0, part);
    taken += part.length;
  }
  return bytes.length;
}

function gather(buffers) {
  const data = new Uint8Array(totalLength(buffers));
  let at = 0;
  for (let i = 0; i < buffers.length; i++) {
    TypedArrayPrototypeSet(data, bytesOf(buffers[i]), at);
    at += buffers[i].byteLength;
  }
  return data;
}

function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = callback || position;
  validateFunction(callback, 'cb');
  bound(FILE).async.read((error, bytes) => {
    if (error) callback(error, 0, buffers);
    else callback(null, scatter(buffers, bytes), buffers);
  }, fd, totalLength(buffers), at(position));
}
ObjectDefineProperty(readv, customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffers'], enumerable: false });

function readvSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  return scatter(buffers, bound(FILE).read(fd, totalLength(buffers), at(position)));
}

function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = callback || position;
  validateFunction(callback, 'cb');
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  bound(FILE).async.write((error, written) => {
    callback(error, written || 0, buffers);
  }, fd, gather(buffers), at(position));
}
ObjectDefineProperty(writev, customPromisifyArgs,
                     { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });

function writevSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  return bound(FILE).write(fd, gather(buffers), at(position));
}

// truncate() opens the file.
function truncate(path, length, callback) {
  if (typeof length === 'function') {
    callback = length;
    length = 0;
  } else if (length === undefined) {
    length = 0;
  }
  validateInteger(length, 'len');
  getValidatedPath(path);
  validateFunction(callback, 'cb');
  calls.open.callback(path, 'r+', (error, fd) => {
    if (error) return callback(error);
    bound(FILE).async.ftruncate((failure) => {
      bound(FILE).async.close((closing) => callback(failure || closing || null), fd);
    }, fd, MathMax(0, length));
  });
}

function truncateSync(path, length) {
  if (length === undefined) length = 0;
  const fd = calls.open.sync(path, 'r+');
  try {
    calls.ftruncate.sync(fd, length);
  } finally {
    closeSync(fd);
  }
}

module.exports = {
  calls, close, closeSync, gather, scatter, totalLength, readTarget, writeSource,
  read, readFresh, readSync, readv, readvSync, write, writeSync, writev, writevSync, truncate, truncateSync,
  openSync: named(calls.open.sync, 'openSync', 3),
};
