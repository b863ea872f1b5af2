'use strict';

// fs.Utf8Stream: text for log files. It is gathered up to a minimum length, and written synchronously or asynchronously.

const {
  ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeUnshift, AtomicsWait, MathMax, ObjectKeys, SafeSet,
  StringPrototypeSlice, SymbolDispose, TypedArrayPrototypeSubarray,
} = primordials;

const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { dirname } = require('internal/path/posix');
const { clearInterval, setInterval, setTimeout } = require('internal/timers/timeout');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const {
  parseFileMode, validateBoolean, validateFunction, validateInteger, validateNumber, validateObject, validateOneOf, validateUint32,
} = require('internal/validators');

const BUSY = 100;  // ms until a write that failed with EAGAIN or EBUSY is tried again
const MAX_WRITE = 16 * 1024;
const HIGH_WATER = 16387;

function sleep(milliseconds) {
  AtomicsWait(new Int32Array(new globalThis.SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const isBusy = (error) => error.code === 'EAGAIN' || error.code === 'EBUSY';

// Joins, cuts and measures the two kinds of content.
const contents = {
  __proto__: null,
  utf8: {
    none: '',
    check(data) {
      if (typeof data !== 'string') throw new ERR_INVALID_ARG_TYPE('data', 'string', data);
    },
    join: (a, b) => a + b,
    // `written` counts bytes.
    rest(text, written) {
      if (Buffer.byteLength(text) === written) return '';
      const bytes = TypedArrayPrototypeSubarray(Buffer.from(text), 0, written);
      return StringPrototypeSlice(text, bytes.utf8Slice(0, bytes.length).length);
    },
  },
  buffer: {
    none: Buffer.alloc(0),
    check(data) {
      if (!Buffer.isBuffer(data)) throw new ERR_INVALID_ARG_TYPE('data', 'Buffer', data);
    },
    join: (a, b) => Buffer.concat([a, b]),
    rest: (bytes, written) => bytes.subarray(written),
  },
};

const replaceable = new SafeSet(['write', 'writeSync', 'fsync', 'fsyncSync', 'close', 'open', 'openSync', 'mkdir', 'mkdirSync']);

function systemCalls(given) {
  const fs = require('fs');
  if (given === undefined) return fs;
  validateObject(given, 'options.fs');
  const calls = { __proto__: fs };
  const names = ObjectKeys(given);
  for (let i = 0; i < names.length; i++) {
    if (!replaceable.has(names[i])) continue;
    validateFunction(given[names[i]], `options.fs.${names[i]}`);
    calls[names[i]] = given[names[i]];
  }
  return calls;
}

class Utf8Stream extends EventEmitter {
  #append;
  #closing = false;
  #content;
  #contentMode;
  #destroyed = false;
  #drainScheduled = false;
  #ending = false;
  #fd = -1;
  #file = null;
  #flushPending = false;
  #fs;
  #fsync;
  #highWater;
  #length = 0;        // of everything that is not written yet
  #maxLength;
  #maxWrite;
  #minLength;
  #mkdir;
  #mode;
  #opening = false;
  #pending = [];      // pieces of up to maxWrite
  #periodicFlush;
  #reopening = false;
  #retry;
  #sync;
  #timer;
  #writing = false;
  #writingPiece;

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    const {
      dest, append = true, contentMode = 'utf8', fs, fsync = false, maxLength = 0, maxWrite = MAX_WRITE, minLength = 0, mkdir = false, mode,
      periodicFlush = 0, retryEAGAIN = () => true, sync = false,
    } = options;
    super();
    const fd = options.fd ?? dest;
    validateBoolean(append, 'options.append');
    validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
    validateBoolean(fsync, 'options.fsync');
    validateUint32(maxLength, 'options.maxLength');
    validateNumber(maxWrite, 'options.maxWrite');
    validateBoolean(mkdir, 'options.mkdir');
    validateNumber(periodicFlush, 'options.periodicFlush');
    validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    validateBoolean(sync, 'options.sync');
    this.#highWater = MathMax(minLength || 0, HIGH_WATER);
    validateInteger(this.#highWater, 'options.hwm');
    this.#mode = mode === undefined ? undefined : parseFileMode(mode, 'mode');
    this.#fs = systemCalls(fs);
    this.#append = append;
    this.#contentMode = contentMode;
    this.#content = contents[contentMode];
    this.#writingPiece = this.#content.none;
    this.#fsync = fsync;
    this.#maxLength = maxLength;
    this.#maxWrite = maxWrite || MAX_WRITE;
    this.#minLength = minLength || 0;
    this.#mkdir = mkdir;
    this.#periodicFlush = periodicFlush;
    this.#retry = retryEAGAIN;
    this.#sync = sync;
    if (typeof fd === 'number') {
      this.#fd = fd;
      process.nextTick(() => this.emit('ready'));
    } else if (typeof fd === 'string') {
      this.#open(fd);
    } else {
      throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'string'], fd);
    }
    if (this.#minLength >= this.#maxWrite) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('minLength', this.#minLength, `should be smaller than maxWrite (${this.#maxWrite})`);
    }
    if (periodicFlush !== 0) {
      this.#timer = setInterval(() => this.flush(null), periodicFlush);
      this.#timer.unref();
    }
  }

  get append() { return this.#append; }
  get contentMode() { return this.#contentMode; }
  get fd() { return this.#fd; }
  get file() { return this.#file; }
  get fsync() { return this.#fsync; }
  get maxLength() { return this.#maxLength; }
  get minLength() { return this.#minLength; }
  get mkdir() { return this.#mkdir; }
  get mode() { return this.#mode; }
  get periodicFlush() { return this.#periodicFlush; }
  get sync() { return this.#sync; }
  get writing() { return this.#writing; }

  write(data) {
    this.#content.check(data);
    this.#checkAlive();
    const length = this.#length + data.length;
    if (this.#maxLength && length > this.#maxLength) {
      this.emit('drop', data);
      return this.#length < this.#highWater;
    }
    const pending = this.#pending;
    const last = pending.length - 1;
    if (last < 0 || pending[last].length + data.length > this.#maxWrite) ArrayPrototypePush(pending, data);
    else pending[last] = this.#content.join(pending[last], data);
    this.#length = length;
    if (!this.#writing && length >= this.#minLength) this.#writeNext();
    return length < this.#highWater;
  }

  flush(callback = undefined) {
    if (callback !== undefined && callback !== null) validateFunction(callback, 'cb');
    if (this.#destroyed) {
      callback?.(new ERR_INVALID_STATE('Utf8Stream is destroyed'));
      return;
    }
    if (this.#minLength <= 0) {
      callback?.();
      return;
    }
    if (callback) this.#callOnDrain(callback);
    if (this.#writing) return;
    if (this.#pending.length === 0) ArrayPrototypePush(this.#pending, this.#content.none);
    this.#writeNext();
  }

  flushSync() {
    this.#checkAlive();
    if (this.#fd < 0) throw new ERR_INVALID_STATE('Invalid file descriptor');
    if (this.#writing) require('bootstrap/crossing').flush();  // an asynchronous write under way comes first
    if (!this.#writing && this.#writingPiece.length > 0) {
      ArrayPrototypeUnshift(this.#pending, this.#writingPiece);
      this.#writingPiece = this.#content.none;
    }
    while (this.#pending.length > 0) {
      const piece = this.#pending[0];
      try {
        const rest = this.#content.rest(piece, this.#writeNow(piece));
        this.#length = MathMax(this.#length - piece.length + rest.length, 0);
        if (rest.length > 0) this.#pending[0] = rest;
        else ArrayPrototypeShift(this.#pending);
      } catch (error) {
        if (!isBusy(error) || !this.#retry(error, piece.length, this.#length - piece.length)) throw error;
        sleep(BUSY);
      }
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // a descriptor without a file behind it cannot be synchronized
    }
  }

  reopen(file) {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (!this.#file && !file) throw new ERR_INVALID_STATE('Unable to reopen a file descriptor, you must pass a file to Utf8Stream');
    if (file) this.#file = file;
    this.#reopening = true;
    if (this.#writing) return;
    const before = this.#fd;
    this.once('ready', () => {
      if (before !== this.#fd) this.#fs.close(before, (error) => { if (error) this.emit('error', error); });
    });
    this.#open(this.#file);
  }

  end() {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.end());
      return;
    }
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
    else this.#close();
  }

  destroy() {
    if (!this.#destroyed) this.#close();
  }

  [SymbolDispose]() {
    this.destroy();
  }

  #checkAlive() {
    if (this.#destroyed) throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  #open(file) {
    this.#opening = this.#writing = true;
    this.#drainScheduled = false;
    const flags = this.#append ? 'a' : 'w';
    const folder = dirname(file);
    const { open, openSync, mkdir, mkdirSync } = this.#fs;
    const opened = (error, fd) => this.#opened(error, fd, file);
    if (!this.#sync) {
      const start = () => open(file, flags, this.#mode, opened);
      if (this.#mkdir) mkdir(folder, { recursive: true }, (error) => (error ? opened(error) : start()));
      else start();
      return;
    }
    let fd;
    try {
      if (this.#mkdir) mkdirSync(folder, { recursive: true });
      fd = openSync(file, flags, this.#mode);
    } catch (error) {
      opened(error);
      throw error;
    }
    opened(null, fd);
  }

  #opened(error, fd, file) {
    const reopened = this.#reopening;
    this.#reopening = this.#writing = this.#opening = false;
    if (error) {
      if (!this.#sync) this.emit('error', error);
      else process.nextTick(() => { if (this.listenerCount('error') > 0) this.emit('error', error); });
      return;
    }
    this.#fd = fd;
    this.#file = file;
    if (this.#sync) process.nextTick(() => this.emit('ready'));
    else this.emit('ready');
    if (this.#destroyed) return;
    if (!this.#writing && (this.#length > this.#minLength || this.#flushPending)) this.#writeNext();
    else if (reopened) process.nextTick(() => this.emit('drain'));
  }

  #writeNow(piece) {
    return this.#contentMode === 'utf8' ? this.#fs.writeSync(this.#fd, piece, 'utf8') : this.#fs.writeSync(this.#fd, piece);
  }

  #writeLater() {
    const done = (error, written) => this.#written(error, written);
    if (this.#contentMode === 'utf8') this.#fs.write(this.#fd, this.#writingPiece, 'utf8', done);
    else this.#fs.write(this.#fd, this.#writingPiece, done);
  }

  #writeNext() {
    this.#writing = true;
    if (this.#writingPiece.length === 0) this.#writingPiece = ArrayPrototypeShift(this.#pending) ?? this.#content.none;
    if (!this.#sync) {
      this.#writeLater();
      return;
    }
    let written;
    try {
      written = this.#writeNow(this.#writingPiece);
    } catch (error) {
      this.#failed(error);
      return;
    }
    this.#written(null, written);
  }

  #failed(error) {
    const size = this.#writingPiece.length;
    if (!isBusy(error) || !this.#retry(error, size, this.#length - size)) {
      this.#writing = false;
      this.emit('error', error);
      if (this.#closing) this.#close();
    } else if (this.#sync) {
      sleep(BUSY);
      this.#written(null, 0);
    } else {
      setTimeout(() => this.#writeLater(), BUSY);
    }
  }

  #took(written) {
    this.emit('write', written);
    const rest = this.#content.rest(this.#writingPiece, written);
    this.#length = MathMax(this.#length - this.#writingPiece.length + rest.length, 0);
    this.#writingPiece = rest;
  }

  #written(error, written) {
    if (error) {
      this.#failed(error);
      return;
    }
    this.#took(written);
    while (this.#writingPiece.length > 0) {
      if (!this.#sync) {
        this.#writeLater();
        return;
      }
      try {
        written = this.#writeNow(this.#writingPiece);
      } catch (failure) {
        this.#failed(failure);
        return;
      }
      this.#took(written);
    }
    if (this.#fsync) this.#fs.fsyncSync(this.#fd);
    if (this.#reopening) {
      this.#writing = this.#reopening = false;
      this.reopen();
    } else if (this.#length > this.#minLength || (this.#ending && this.#length > 0)) {
      this.#writeNext();
    } else if (this.#ending) {
      this.#writing = false;
      this.#close();
    } else {
      this.#writing = false;
      if (!this.#sync) {
        this.emit('drain');
        if (this.#closing) this.#close();
      } else if (!this.#drainScheduled) {
        this.#drainScheduled = true;
        process.nextTick(() => this.#emitDrain());
      }
    }
  }

  #emitDrain() {
    if (this.listenerCount('drain') === 0) return;
    this.#drainScheduled = false;
    this.emit('drain');
  }

  #callOnDrain(callback) {
    this.#flushPending = true;
    const settle = (error) => {
      this.#flushPending = false;
      callback(error);
    };
    const onDrain = () => {
      this.removeListener('error', onError);
      if (this.#fsync) {
        settle();
        return;
      }
      try {
        this.#fs.fsync(this.#fd, settle);
      } catch (error) {
        settle(error);
      }
    };
    const onError = (error) => {
      this.removeListener('drain', onDrain);
      settle(error);
    };
    this.once('drain', onDrain);
    this.once('error', onError);
  }

  #close() {
    if (this.#fd === -1) {
      this.once('ready', () => this.#close());
      return;
    }
    if (this.#timer !== undefined) clearInterval(this.#timer);
    this.#destroyed = true;
    this.#pending = [];
    if (this.#writing) {  // after the write under way
      this.#length = this.#writingPiece.length;
      this.#closing = true;
      return;
    }
    const done = (error) => {
      if (error) {
        this.emit('error', error);
        return;
      }
      if (this.#ending && !this.#writing) this.emit('finish');
      this.emit('close');
    };
    const close = () => {
      if (this.#fd === 1 || this.#fd === 2) done();
      else this.#fs.close(this.#fd, done);
    };
    if (this.#fsync) {
      close();
      return;
    }
    try {
      this.#fs.fsync(this.#fd, close);
    } catch {
      close();
    }
  }
}

module.exports = { Utf8Stream };
