'use strict';

// fs.ReadStream and fs.WriteStream: a file as a stream. They look up `open`, `read`, `write` and `close` of their `fs` with each use,
// because programs replace these functions (graceful-fs does) and pass an `fs` of their own.

const {
  FunctionPrototypeBind,
  MathMin,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
  ReflectApply,
  Symbol,
  TypedArrayPrototypeSubarray,
} = primordials;
const { Buffer } = require('buffer');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const { eos: finished } = require('internal/streams/end-of-stream');
const { codes: {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED, ERR_SYSTEM_ERROR,
} } = require('internal/errors');
const { deprecate } = require('internal/util/deprecation');
const { kEmptyObject } = require('internal/util/frozen');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { errorOrDestroy } = require('internal/streams/destroy');
const { read, readFresh } = require('internal/fs/descriptors');
const { getOptions } = require('internal/fs/options');
const { getValidatedFd } = require('internal/fs/descriptor');
const { validatePath } = require('internal/fs/validate_path');
const { toPathIfFileURL } = require('internal/url');

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kIoDone = Symbol('kIoDone');

// Opens the file, once: from `_construct`, or from a program's own `open` method.
function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open !== openRead && stream.open !== openWrite) {
    // A program's own `open` emits 'open' when it is done.
    const { emit } = stream;
    stream.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = emit;
        callback();
        ReflectApply(emit, this, args);
      } else if (args[0] === 'error') {
        this.emit = emit;
        callback(args[1]);
      } else {
        ReflectApply(emit, this, args);
      }
    };
    stream.open();
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  });
}

// open() does nothing: streams open the file themselves.
const openRead = deprecate(() => {}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
const openWrite = deprecate(() => {}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');

function close(stream, error, callback) {
  if (!stream.fd) {
    callback(error);
    return;
  }
  stream[kFs].close(stream.fd, (failure) => callback(failure || error));
  stream.fd = null;
}

// The functions of `fs`, for a FileHandle.
function handleFs(handle) {
  const { kUnref } = require('internal/fs/file_handle');
  const later = (promise, callback, count, subject) => PromisePrototypeThen(
    promise,
    (result) => process.nextTick(callback, null, result?.[count], result?.[subject]),
    (error) => process.nextTick(callback, error));
  return {
    open() { throw new ERR_METHOD_NOT_IMPLEMENTED('open()'); },
    close(fd, callback) {
      handle[kUnref]();
      later(handle.close(), callback);
    },
    fsync: (fd, callback) => later(handle.sync(), callback),
    read: (fd, buffer, offset, length, position, callback) =>
      later(handle.read(buffer, offset, length, position), callback, 'bytesRead', 'buffer'),
    write: (fd, buffer, offset, length, position, callback) =>
      later(handle.write(buffer, offset, length, position), callback, 'bytesWritten', 'buffer'),
    writev: (fd, buffers, position, callback) =>
      later(handle.writev(buffers, position), callback, 'bytesWritten', 'buffers'),
  };
}

// Takes the `fd` option: a number, or a FileHandle, which then closes with the stream.
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || require('fs');
    return options.fd;
  }
  const { FileHandle, kRef } = require('internal/fs/file_handle');
  const handle = options.fd;
  if (typeof handle === 'object' && handle instanceof FileHandle) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = handle;
    stream[kFs] = handleFs(handle);
    handle[kRef]();
    handle.on('close', FunctionPrototypeBind(stream.close, stream));
    return handle.fd;
  }
  throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], handle);
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = { ...getOptions(options, kEmptyObject) };
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;

  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || require('fs');
    validateFunction(this[kFs].open, 'options.fs.open');
    // A path that is a URL or a Buffer is kept in the form that open() takes.
    this.path = toPathIfFileURL(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(this.path);
  } else {
    this.fd = getValidatedFd(importFd(this, options), 'fd');
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  validateFunction(this[kFs].read, 'options.fs.read');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');

  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  ReflectApply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
ObjectSetPrototypeOf(ReadStream.prototype, Readable.prototype);
ObjectSetPrototypeOf(ReadStream, Readable);

// `autoClose` is another name of autoDestroy.
function autoClose(prototype, state) {
  ObjectDefineProperty(prototype, 'autoClose', {
    __proto__: null,
    get() {
      if (this[state] === undefined) throw new ERR_INVALID_THIS('stream');
      return this[state].autoDestroy;
    },
    set(value) {
      if (this[state] === undefined) throw new ERR_INVALID_THIS('stream');
      this[state].autoDestroy = value;
    },
  });
}
autoClose(ReadStream.prototype, '_readableState');

ReadStream.prototype.open = openRead;
ReadStream.prototype._construct = construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ? MathMin(this.end - this.pos + 1, n) : MathMin(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  this[kIsPerformingIO] = true;
  if (this[kFs].read === read) {
    readFresh(this.fd, n, this.pos ?? -1, (error, bytes) => onread(this, error, bytes?.length, bytes));
  } else {
    const done = (error, bytesRead, buffer) => onread(this, error, bytesRead, buffer);
    this[kFs].read(this.fd, Buffer.allocUnsafeSlow(n), 0, n, this.pos, done);
  }
};

function onread(stream, error, bytesRead, buffer) {
  stream[kIsPerformingIO] = false;
  // Destroying waits for a read under way: its descriptor must not be closed, and given out again, before it ends.
  if (stream.destroyed) {
    stream.emit(kIoDone, error);
    return;
  }
  if (error) {
    errorOrDestroy(stream, error);
  } else if (bytesRead > 0) {
    if (stream.pos !== undefined) stream.pos += bytesRead;
    stream.bytesRead += bytesRead;
    if (bytesRead !== buffer.length) {
      // A short read keeps a copy of its bytes, not the whole buffer.
      const rest = Buffer.allocUnsafeSlow(bytesRead);
      buffer.copy(rest, 0, 0, bytesRead);
      buffer = rest;
    }
    stream.push(buffer);
  } else {
    stream.push(null);
  }
}

function destroy(error, callback) {
  if (this[kIsPerformingIO]) this.once(kIoDone, (failure) => close(this, error || failure, callback));
  else close(this, error, callback);
}

ReadStream.prototype._destroy = destroy;

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

ObjectDefineProperty(ReadStream.prototype, 'pending', {
  __proto__: null,
  get() { return this.fd === null; },
  configurable: true,
});

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = { ...getOptions(options, kEmptyObject) };
  // Strings reach _write as Buffers.
  options.decodeStrings = true;

  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || require('fs');
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = toPathIfFileURL(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(this.path);
  } else {
    this.fd = getValidatedFd(importFd(this, options), 'fd');
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (!this[kFs].write && !this[kFs].writev) {
    throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
  }
  if (this[kFs].write) validateFunction(this[kFs].write, 'options.fs.write');
  if (this[kFs].writev) validateFunction(this[kFs].writev, 'options.fs.writev');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');
  this.flush = options.flush;
  if (this.flush == null) this.flush = false;
  else validateBoolean(this.flush, 'options.flush');
  if (this.flush) validateFunction(this[kFs].fsync, 'options.fs.fsync');
  // A custom `fs` may lack one of them.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;

  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  ReflectApply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
ObjectSetPrototypeOf(WriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(WriteStream, Writable);
autoClose(WriteStream.prototype, '_writableState');

WriteStream.prototype.open = openWrite;
WriteStream.prototype._construct = construct;

// A write may take a part only, and a descriptor that does not block may take nothing (EAGAIN): go on with the rest,
// but give up after five tries without progress.
function writeAll(stream, write, data, callback, retries = 0) {
  write(data, stream.pos, (error, written) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new ERR_STREAM_DESTROYED('write'));
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    const rest = TypedArrayPrototypeSubarray(data, written);
    if (stream.pos !== undefined) stream.pos += written;
    if (retries > 5) {
      callback(new ERR_SYSTEM_ERROR({ __proto__: null, code: 'EAGAIN', message: 'resource temporarily unavailable',
                                      syscall: 'write', errno: -11 }));
    } else if (rest.length > 0) {
      writeAll(stream, (d, p, c) => stream[kFs].write(stream.fd, d, 0, d.length, p, c), rest, callback, retries);
    } else {
      callback();
    }
  });
}

function finishIO(stream, callback) {
  return (error) => {
    stream[kIsPerformingIO] = false;
    if (stream.destroyed) {
      callback(error);
      stream.emit(kIoDone, error);
      return;
    }
    callback(error);
  };
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  writeAll(this, (d, position, done) => this[kFs].write(this.fd, d, 0, d.length, position, done), data,
           finishIO(this, callback));
};

WriteStream.prototype._writev = function(chunks, callback) {
  const buffers = [];
  let size = 0;
  for (let i = 0; i < chunks.length; i++) {
    buffers[i] = chunks[i].chunk;
    size += buffers[i].length;
  }
  this[kIsPerformingIO] = true;
  const done = finishIO(this, callback);
  this[kFs].writev(this.fd, buffers, this.pos, (error, written) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (this.destroyed || error) {
      done(error || new ERR_STREAM_DESTROYED('write'));
      return;
    }
    this.bytesWritten += written;
    if (this.pos !== undefined) this.pos += written;
    if (written === size) {
      done();
      return;
    }
    const rest = TypedArrayPrototypeSubarray(Buffer.concat(buffers), written);
    writeAll(this, (d, position, cb) => this[kFs].write(this.fd, d, 0, d.length, position, cb), rest, done);
  });
};

WriteStream.prototype._destroy = function(error, callback) {
  const end = (failure) => {
    if (!this.flush || this.fd === null || failure) {
      close(this, failure, callback);
      return;
    }
    this[kFs].fsync(this.fd, (flushing) => close(this, failure || flushing, callback));
  };
  if (this[kIsPerformingIO]) this.once(kIoDone, (failure) => end(error || failure));
  else end(error);
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose the stream must be destroyed at its end, since nothing else does it.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

// A file cannot be half closed.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

ObjectDefineProperty(WriteStream.prototype, 'pending', {
  __proto__: null,
  get() { return this.fd === null; },
  configurable: true,
});

module.exports = { ReadStream, WriteStream };
