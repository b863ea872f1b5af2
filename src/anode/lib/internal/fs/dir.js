'use strict';

// fs.opendir: a directory that is read in portions.

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ObjectDefineProperty,
  Promise,
  PromisePrototypeThen,
  SymbolAsyncDispose,
  SymbolAsyncIterator,
  SymbolDispose,
} = primordials;
const { codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateBoolean, validateFunction, validateUint32 } = require('internal/validators');
const { bound, promised } = require('internal/fs/forms');
const { scopeIfHooked } = require('internal/async_hooks');
const { joinPath, makeDirent, unpackEntries } = require('internal/fs/dirent');
const { getOptions, nameEncoding } = require('internal/fs/options');
const { getValidatedPath } = require('internal/fs/validate_path');

class Dir {
  // The numbers of the open directories. A recursive read goes on with the next when the current one ends.
  #number;
  #path;
  #current;
  #encoding;
  #bufferSize;
  #recursive;
  #entries = [];
  #waiting = [];
  #closed = false;
  // Asynchronous operations run one after the other; null when none is under way.
  #queue = null;

  constructor(number, path, options) {
    if (number == null) throw new ERR_MISSING_ARGS('handle');
    this.#number = number;
    scopeIfHooked('DIRHANDLE', this);
    this.#path = path;
    this.#current = path;
    this.#encoding = nameEncoding(options);
    this.#bufferSize = options.bufferSize;
    this.#recursive = !!options.recursive;
  }

  get path() {
    return this.#path;
  }

  #take(packed) {
    const { names, types } = unpackEntries(packed, this.#encoding);
    for (let i = 0; i < names.length; i++) {
      const entry = makeDirent(this.#current, names[i], types[i]);
      ArrayPrototypePush(this.#entries, entry);
      if (this.#recursive && entry.isDirectory()) ArrayPrototypePush(this.#waiting, joinPath(this.#current, names[i]));
    }
  }

  readSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#queue !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    while (this.#entries.length === 0) {
      const packed = bound('fs/dir').readdir_some(this.#number, this.#bufferSize);
      if (packed) {
        this.#take(packed);
        continue;
      }
      if (this.#waiting.length === 0) return null;
      const next = ArrayPrototypeShift(this.#waiting);
      const number = bound('fs/dir').opendir(next);
      bound('fs/dir').closedir(this.#number);
      this.#number = number;
      this.#current = next;
    }
    return ArrayPrototypeShift(this.#entries);
  }

  async #next() {
    const same = (value) => value;
    while (this.#entries.length === 0) {
      const packed = await promised('fs/dir', 'readdir_some', [this.#number, this.#bufferSize], same);
      if (packed) {
        this.#take(packed);
        continue;
      }
      if (this.#waiting.length === 0) return null;
      const next = ArrayPrototypeShift(this.#waiting);
      const number = await promised('fs/dir', 'opendir', [next], same);
      await promised('fs/dir', 'closedir', [this.#number]);
      this.#number = number;
      this.#current = next;
    }
    return ArrayPrototypeShift(this.#entries);
  }

  // Runs `work` after all earlier work.
  #enqueue(work, callback) {
    const start = () => PromisePrototypeThen(
      work(),
      (value) => this.#settle(callback, null, value),
      (error) => this.#settle(callback, error));
    if (this.#queue === null) {
      this.#queue = [];
      start();
    } else {
      ArrayPrototypePush(this.#queue, start);
    }
  }

  #settle(callback, error, value) {
    const next = ArrayPrototypeShift(this.#queue);
    if (next === undefined) this.#queue = null;
    process.nextTick(callback, error, value);
    next?.();
  }

  read(callback) {
    if (callback === undefined) return this.#asPromise((done) => this.read(done));
    validateFunction(callback, 'callback');
    if (this.#closed) throw new ERR_DIR_CLOSED();
    this.#enqueue(() => this.#next(), callback);
  }

  close(callback) {
    if (callback === undefined) {
      return this.#asPromise((done) => this.close(done));
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return;
    }
    const shut = async () => {
      await promised('fs/dir', 'closedir', [this.#number]);
    };
    if (this.#queue !== null) {
      this.#enqueue(async () => {
        if (this.#closed) throw new ERR_DIR_CLOSED();
        this.#closed = true;
        await shut();
      }, (error) => callback(error));
      return;
    }
    this.#closed = true;
    this.#enqueue(shut, (error) => callback(error));
  }

  closeSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#queue !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
    bound('fs/dir').closedir(this.#number);
  }

  #asPromise(start) {
    return new Promise((resolve, reject) => {
      start((error, value) => (error ? reject(error) : resolve(value)));
    });
  }

  async* entries() {
    try {
      for (;;) {
        const entry = await this.read();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.close();
    }
  }

  [SymbolDispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [SymbolAsyncDispose]() {
    if (!this.#closed) await this.close();
  }
}
ObjectDefineProperty(Dir.prototype, SymbolAsyncIterator, {
  __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

function readOptions(options) {
  options = { encoding: 'utf8', bufferSize: 32, recursive: false, ...getOptions(options, { encoding: 'utf8' }) };
  validateUint32(options.bufferSize, 'options.bufferSize', true);
  validateBoolean(options.recursive, 'options.recursive');
  return options;
}

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getValidatedPath(path);
  options = readOptions(options);
  bound('fs/dir').async.opendir((error, number) => {
    if (error) callback(error);
    else callback(null, new Dir(number, path, options));
  }, path);
}

function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = readOptions(options);
  return new Dir(bound('fs/dir').opendir(path), path, options);
}

async function opendirPromise(path, options) {
  path = getValidatedPath(path);
  options = readOptions(options);
  return new Dir(await promised('fs/dir', 'opendir', [path], (value) => value), path, options);
}

module.exports = { Dir, opendir, opendirPromise, opendirSync };
