'use strict';

// FileHandle: an open file of fs.promises.

const {
  Error,
  PromisePrototypeThen,
  PromiseResolve,
  PromiseWithResolvers,
  SafeArrayIterator,
  SafePromisePrototypeFinally,
  Symbol,
  SymbolAsyncDispose,
  SymbolAsyncIterator,
  SymbolIterator,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;
const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { isArrayBufferView } = require('internal/engine').types;
const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
const { kValidateObjectAllowNullable, validateBoolean, validateEncoding, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const descriptors = require('internal/fs/descriptors');
const files = require('internal/fs/files');
const { checkAborted, getOptions } = require('internal/fs/options');
const { fill, validateBuffer, validateBufferArray, validateStringAfterArrayBufferView } = require('internal/fs/buffer_arguments');
const { stringToFlags } = require('internal/fs/flags');

const { calls, gather, scatter, totalLength, readTarget, writeSource } = descriptors;
const { run } = files;
const { kDeserialize, kTransfer, markTransferMode } = require('internal/worker/js_transferable');

const { getOrSetAsyncId, scopeIfHooked } = require('internal/async_hooks');

const kFd = Symbol('kFd');
const kScope = Symbol('scope');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kLocked = Symbol('kLocked');
const kTransferred = Symbol('kTransferred');

const at = (position) => (typeof position === 'number' ? position : -1);

class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    markTransferMode(this, false, true);
    this[kFd] = fd;
    const scope = scopeIfHooked('FILEHANDLE', this);
    if (scope !== undefined) this[kScope] = scope;
    // The number of operations under way and of streams, plus one: close() waits for them.
    this[kRefs] = 1;
    this[kClosePromise] = null;
  }

  get fd() {
    return this[kFd];
  }

  getAsyncId() {
    return this[kScope]?.asyncId ?? getOrSetAsyncId(this);
  }

  appendFile(data, options) {
    return use(this, 'appendFile', writeFile, data, options);
  }

  chmod(mode) {
    return use(this, 'fchmod', (handle) => calls.fchmod.promise(handle.fd, mode));
  }

  chown(uid, gid) {
    return use(this, 'fchown', (handle) => calls.fchown.promise(handle.fd, uid, gid));
  }

  datasync() {
    return use(this, 'fdatasync', (handle) => calls.fdatasync.promise(handle.fd));
  }

  sync() {
    return use(this, 'fsync', (handle) => calls.fsync.promise(handle.fd));
  }

  read(buffer, offset, length, position) {
    return use(this, 'read', read, buffer, offset, length, position);
  }

  readv(buffers, position) {
    return use(this, 'readv', readv, buffers, position);
  }

  readFile(options) {
    return use(this, 'readFile', readFile, options);
  }

  readLines(options = undefined) {
    return require('readline').createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }

  stat(options) {
    return use(this, 'fstat', (handle) => calls.fstat.promise(handle.fd, options));
  }

  truncate(length = 0) {
    return use(this, 'ftruncate', (handle) => calls.ftruncate.promise(handle.fd, length));
  }

  utimes(atime, mtime) {
    return use(this, 'futimes', (handle) => calls.futimes.promise(handle.fd, atime, mtime));
  }

  write(buffer, offset, length, position) {
    return use(this, 'write', write, buffer, offset, length, position);
  }

  writev(buffers, position) {
    return use(this, 'writev', writev, buffers, position);
  }

  writeFile(data, options) {
    return use(this, 'writeFile', writeFile, data, options);
  }

  close = () => {
    if (this[kFd] === -1) return PromiseResolve();
    if (this[kClosePromise]) return this[kClosePromise];
    this[kRefs]--;
    if (this[kRefs] === 0) {
      const fd = this[kFd];
      this[kFd] = -1;
      this[kClosePromise] = SafePromisePrototypeFinally(run('close', fd), () => { this[kClosePromise] = undefined; });
    } else {
      const { promise, resolve, reject } = PromiseWithResolvers();
      this[kCloseResolve] = resolve;
      this[kCloseReject] = reject;
      this[kClosePromise] = SafePromisePrototypeFinally(promise, () => {
        this[kClosePromise] = this[kCloseResolve] = this[kCloseReject] = undefined;
      });
    }
    this.emit('close');
    return this[kClosePromise];
  };

  async [SymbolAsyncDispose]() {
    await this.close();
  }

  readableWebStream(options = kEmptyObject) {
    return require('internal/fs/web_stream')(this, options, kRef, kUnref, kLocked);
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  // Goes to the receiver of the message. A descriptor belongs to the process, so any thread can use it.
  [kTransfer]() {
    if (this[kClosePromise] || this[kRefs] > 1) {
      const { dataCloneError } = require('internal/worker/clone');
      throw dataCloneError('Cannot transfer FileHandle while in use');
    }
    const fd = this[kFd];
    this[kFd] = -1;
    this[kTransferred] = true;
    binding('fs/file').hand_over(fd, false);
    return { data: { fd }, deserializeInfo: 'internal/fs/file_handle:FileHandle' };
  }

  [kDeserialize]({ fd }) {
    this[kFd] = fd;
    binding('fs/file').hand_over(fd, true);
  }

  [kRef]() {
    this[kRefs]++;
  }

  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] === 0) {
      const fd = this[kFd];
      this[kFd] = -1;
      PromisePrototypeThen(run('close', fd), this[kCloseResolve], this[kCloseReject]);
    }
  }
}

// Runs an operation. The file stays open until it ends.
async function use(handle, syscall, operation, ...args) {
  if (!(handle instanceof FileHandle)) throw new ERR_INTERNAL_ASSERTION('handle must be an instance of FileHandle');
  if (handle[kFd] === -1) {
    const error = new Error(handle[kTransferred] ? 'The FileHandle has been transferred' : 'file closed');
    error.code = 'EBADF';
    error.syscall = syscall;
    throw error;
  }
  handle[kRef]();
  try {
    return await operation(handle, ...new SafeArrayIterator(args));
  } finally {
    handle[kUnref]();
  }
}

async function read(handle, bufferOrOptions, offset, length, position) {
  let buffer = bufferOrOptions;
  if (!isArrayBufferView(buffer)) {
    // read(options)
    if (bufferOrOptions !== undefined) validateObject(bufferOrOptions, 'options', kValidateObjectAllowNullable);
    ({ buffer = Buffer.alloc(16384), offset = 0, length = buffer.byteLength - offset, position = null } =
      bufferOrOptions ?? kEmptyObject);
    validateBuffer(buffer);
  }
  if (offset !== null && typeof offset === 'object') {
    // read(buffer, options)
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  }
  length ??= buffer.byteLength - (offset ?? 0);
  const target = readTarget(buffer, offset, length, position);
  if (target === null) return { __proto__: null, bytesRead: 0, buffer };
  const bytes = await run('read', handle.fd, target.length, target.position);
  return { __proto__: null, bytesRead: fill(buffer, target.offset, bytes), buffer };
}

async function readv(handle, buffers, position) {
  validateBufferArray(buffers);
  const bytes = await run('read', handle.fd, totalLength(buffers), at(position));
  return { __proto__: null, bytesRead: scatter(buffers, bytes), buffers };
}

async function write(handle, buffer, offsetOrOptions, length, position) {
  if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
  let offset = offsetOrOptions;
  let data;
  if (isArrayBufferView(buffer)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    }
    data = writeSource(buffer, offset, length);
  } else {
    validateStringAfterArrayBufferView(buffer, 'buffer');
    validateEncoding(buffer, length);
    data = Buffer.from(buffer, length ?? 'utf8');
    position = offset;
  }
  const bytesWritten = await run('write', handle.fd, data, at(position));
  return { __proto__: null, bytesWritten, buffer };
}

async function writev(handle, buffers, position) {
  validateBufferArray(buffers);
  if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
  const bytesWritten = await run('write', handle.fd, gather(buffers), at(position));
  return { __proto__: null, bytesWritten, buffers };
}

async function readFile(handle, options) {
  options = getOptions(options, { flag: 'r' });
  checkAborted(options.signal);
  if (options.signal) return await files.readInPieces(handle.fd, options, stringToFlags(options.flag));
  if (files.isUtf8(options.encoding)) return await run('read_text', handle.fd, 0);
  return files.decodeContents(await run('read_file', handle.fd, 0), options.encoding);
}

async function writeFile(handle, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  checkAborted(options.signal);
  if (!isArrayBufferView(data) && typeof data !== 'string') {
    return await writeParts(handle, data, options.encoding, options.signal);
  }
  const request = { __proto__: null, path: handle.fd, data: files.contents(data, options.encoding), flush,
                    flags: 0, mode: 0, signal: options.signal };
  if (options.signal) return await files.writeInPieces(request);
  await run('write_file', request.path, request.data, 0, 0, flush);
}

// Writes the parts of an iterable or a stream, one after the other.
async function writeParts(handle, parts, encoding, signal) {
  if (typeof parts?.[SymbolAsyncIterator] !== 'function' && typeof parts?.[SymbolIterator] !== 'function') {
    validateStringAfterArrayBufferView(parts, 'data');
  }
  checkAborted(signal);
  for await (const part of parts) {
    checkAborted(signal);
    const data = isArrayBufferView(part) ? part : Buffer.from(part, encoding || 'utf8');
    let rest = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    while (rest.length > 0) rest = TypedArrayPrototypeSubarray(rest, await run('write', handle.fd, rest, -1));
  }
}

module.exports = { FileHandle, kRef, kUnref, kFd, read, readFile, writeFile, writeParts };
