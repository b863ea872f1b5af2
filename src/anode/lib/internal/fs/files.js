'use strict';

// Whole files: one request opens, reads or writes, and closes. With a signal the work is done in pieces, so that it can be aborted between
// them.

const { Promise, PromisePrototypeThen, SafeArrayIterator, TypedArrayPrototypeSubarray } = primordials;
const { Buffer } = require('buffer');
const { asBuffer } = require('internal/buffer/pool');
const { isArrayBufferView } = require('internal/engine').types;
const { AbortError } = require('internal/errors');
const { parseFileMode, validateBoolean, validateFunction } = require('internal/validators');
const { bound } = require('internal/fs/forms');
const { bytesOf, validateStringAfterArrayBufferView } = require('internal/fs/buffer_arguments');
const { checkAborted, getOptions } = require('internal/fs/options');
const { kReadFileBufferLength, kWriteFileMaxChunkSize } = require('internal/fs/limits');
const { getValidatedPath } = require('internal/fs/validate_path');
const { isFd } = require('internal/fs/descriptor');
const { stringToFlags } = require('internal/fs/flags');

const FILE = 'fs/file';

const isUtf8 = (encoding) => encoding === 'utf8' || encoding === 'utf-8' || encoding === 'UTF-8' || encoding === 'UTF8';

function decodeContents(bytes, encoding) {
  const buffer = asBuffer(bytes);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

const target = (path) => (isFd(path) ? path : getValidatedPath(path));

const abortError = (signal) => new AbortError(undefined, { cause: signal.reason });

// Makes a request and returns its promise.
function run(op, ...args) {
  return new Promise((resolve, reject) => {
    binding.nextIs(op === 'close' ? 'FILEHANDLECLOSEREQ' : 'FSREQPROMISE');
    bound(FILE).async[op]((error, value) => (error ? reject(error) : resolve(value)), ...new SafeArrayIterator(args));
  });
}

async function readInPieces(path, options, flags) {
  const { signal } = options;
  const fd = isFd(path) ? path : await run('open', path, flags, 0o666);
  try {
    const parts = [];
    for (;;) {
      if (signal?.aborted) throw abortError(signal);
      const part = await run('read', fd, kReadFileBufferLength, -1);
      if (signal?.aborted) throw abortError(signal);
      if (part.length === 0) break;
      parts[parts.length] = part;
    }
    return decodeContents(Buffer.concat(parts), options.encoding);
  } finally {
    if (fd !== path) await run('close', fd);
  }
}

function readFile(path, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  options = getOptions(options, { flag: 'r' });
  path = target(path);
  const flags = stringToFlags(options.flag, 'options.flag');
  if (checkAborted(options.signal, callback)) return;
  if (options.signal) {
    settle(readInPieces(path, options, flags), callback);
  } else if (isUtf8(options.encoding)) {
    bound(FILE).async.read_text((error, text) => (error ? callback(error) : callback(null, text)), path, flags);
  } else {
    bound(FILE).async.read_file((error, bytes) => {
      if (error) return callback(error);
      let contents;
      try {
        contents = decodeContents(bytes, options.encoding);
      } catch (failure) {
        return callback(failure);
      }
      callback(null, contents);
    }, path, flags);
  }
}

function readFileSync(path, options) {
  options = getOptions(options, { flag: 'r' });
  path = target(path);
  const flags = stringToFlags(options.flag);
  if (isUtf8(options.encoding)) return bound(FILE).read_text(path, flags);
  return decodeContents(bound(FILE).read_file(path, flags), options.encoding);
}

// In a tick, so that an exception of the callback is uncaught, and not a rejection.
function settle(promise, callback) {
  PromisePrototypeThen(promise, (value) => process.nextTick(callback, null, value), (error) => process.nextTick(callback, error));
}

const writeDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };

// Text in UTF-8 crosses as a string, other text as bytes.
function contents(data, encoding) {
  if (isArrayBufferView(data)) return bytesOf(data);
  validateStringAfterArrayBufferView(data, 'data');
  return !encoding || isUtf8(encoding) ? data : Buffer.from(data, encoding);
}

function readWriteArguments(path, data, options) {
  options = getOptions(options, writeDefaults);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  data = contents(data, options.encoding);
  path = target(path);
  return {
    path, data, flush, signal: options.signal,
    flags: stringToFlags(options.flag || 'w'),
    mode: parseFileMode(options.mode, 'mode', 0o666),
  };
}

// Through the public module: programs may have replaced fsync to learn when data is safe.
const fsync = (fd) => new Promise((resolve, reject) => {
  require('fs').fsync(fd, (error) => (error ? reject(error) : resolve()));
});

async function writeInPieces({ path, data, flags, mode, flush, signal }) {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const fd = isFd(path) ? path : await run('open', path, flags, mode);
  try {
    for (let at = 0; at < bytes.length;) {
      if (signal?.aborted) throw abortError(signal);
      at += await run('write', fd, TypedArrayPrototypeSubarray(bytes, at, at + kWriteFileMaxChunkSize), -1);
    }
    if (signal?.aborted) throw abortError(signal);
    if (flush) await fsync(fd);
  } finally {
    if (fd !== path) await run('close', fd);
  }
}

function writeFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  const request = readWriteArguments(path, data, options);
  if (checkAborted(request.signal, callback)) return;
  if (request.signal || request.flush) {
    settle(writeInPieces(request), (error) => callback(error ?? null));
  } else {
    bound(FILE).async.write_file((error) => callback(error ?? null),
                                 request.path, request.data, request.flags, request.mode, request.flush);
  }
}

function writeAndFlushSync({ path, data, flags, mode }) {
  const fs = require('fs');
  const fd = isFd(path) ? path : fs.openSync(path, flags, mode);
  try {
    bound(FILE).write_file(fd, data, flags, mode, false);
    fs.fsyncSync(fd);
  } finally {
    if (fd !== path) fs.closeSync(fd);
  }
}

function writeFileSync(path, data, options) {
  const request = readWriteArguments(path, data, options);
  if (request.flush) writeAndFlushSync(request);
  else bound(FILE).write_file(request.path, request.data, request.flags, request.mode, false);
}

// Data is appended to an open file where it stands: its flags are set already.
function appendOptions(path, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' });
  options = { ...options };
  if (!options.flag || isFd(path)) options.flag = 'a';
  return options;
}

function appendFile(path, data, options, callback) {
  callback ||= options;
  validateFunction(callback, 'cb');
  require('fs').writeFile(path, data, appendOptions(path, options), callback);
}

function appendFileSync(path, data, options) {
  require('fs').writeFileSync(path, data, appendOptions(path, options));
}

module.exports = {
  appendFile, appendFileSync, contents, decodeContents, isUtf8, readFile, readFileSync, readInPieces, readWriteArguments, run,
  writeFile, writeFileSync, writeInPieces,
};
