'use strict';

// fs.watch: the system's notifications about a file or directory, as an emitter and as an async iterator.

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ObjectSetPrototypeOf,
  PromiseWithResolvers,
  ReflectApply,
  Symbol,
  SymbolDispose,
} = primordials;
const EventEmitter = require('events');
const { AbortError, codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateObject, validateOneOf, validateInteger,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { encodeName } = require('internal/fs/dirent');
const { getOptions } = require('internal/fs/options');
const { getValidatedPath } = require('internal/fs/validate_path');

const { Event: { RENAME } } = binding('fs/watch');
const kHandle = Symbol('kHandle');

function FSWatcher() {
  ReflectApply(EventEmitter, this, []);
  this[kHandle] = null;
}
ObjectSetPrototypeOf(FSWatcher.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(FSWatcher, EventEmitter);

FSWatcher.prototype._start = function(filename, persistent, recursive, encoding) {
  let handle;
  try {
    handle = binding('fs/watch').start(filename, recursive);
  } catch (error) {
    error.filename = typeof filename === 'string' ? filename : error.path;
    throw error;
  }
  this[kHandle] = handle;
  if (!persistent) binding.unref(handle);
  binding.attach(handle, (kind, name) => {
    if (this[kHandle] === null) return;
    this.emit('change', kind === RENAME ? 'rename' : 'change', encodeName(name, encoding));
  }, this, 'FSEVENTWRAP');
};

FSWatcher.prototype.close = function() {
  const handle = this[kHandle];
  if (handle === null) return;
  this[kHandle] = null;
  binding('fs/watch').stop(handle);
  binding.detach(handle);
  process.nextTick(() => this.emit('close'));
};

FSWatcher.prototype.ref = function() {
  if (this[kHandle] !== null) binding.ref(this[kHandle]);
  return this;
};

FSWatcher.prototype.unref = function() {
  if (this[kHandle] !== null) binding.unref(this[kHandle]);
  return this;
};

const encodingOf = (encoding) => (encoding ? encoding : 'utf8');

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = getOptions(options);
  filename = getValidatedPath(filename);
  const { persistent = true, recursive = false, signal } = options;
  if (recursive !== undefined) validateBoolean(recursive, 'options.recursive');
  if (persistent !== undefined) validateBoolean(persistent, 'options.persistent');
  if (listener !== undefined) validateFunction(listener, 'listener');
  const watcher = new FSWatcher();
  watcher._start(filename, persistent, recursive, encodingOf(options.encoding));
  if (listener) watcher.addListener('change', listener);
  if (signal) {
    if (signal.aborted) {
      process.nextTick(() => watcher.close());
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, () => watcher.close());
      watcher.once('close', disposable[SymbolDispose]);
    }
  }
  return watcher;
}

async function* watchIterator(filename, options = kEmptyObject) {
  const path = getValidatedPath(filename);
  validateObject(options, 'options');
  const { persistent = true, recursive = false, encoding = 'utf8', maxQueue = 2048, overflow = 'ignore', signal } = options;
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  validateInteger(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'throw']);
  validateAbortSignal(signal, 'options.signal');
  if (encoding && encoding !== 'buffer') {
    const { Buffer } = require('buffer');
    if (!Buffer.isEncoding(encoding)) {
      throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
    }
  }
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  const queue = [];
  let wake = PromiseWithResolvers();
  const watcher = new FSWatcher();
  const onAbort = () => wake.reject(new AbortError(undefined, { cause: signal.reason }));
  watcher.on('change', (eventType, name) => {
    if (queue.length < maxQueue) {
      ArrayPrototypePush(queue, { __proto__: null, eventType, filename: name });
      wake.resolve();
    } else if (overflow === 'throw') {
      const { codes: { ERR_FS_WATCH_QUEUE_OVERFLOW } } = require('internal/errors');
      wake.reject(new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
  });
  try {
    watcher._start(path, persistent, recursive, encodingOf(encoding));
    signal?.addEventListener('abort', onAbort, { once: true });
    for (;;) {
      await wake.promise;
      while (queue.length > 0) yield ArrayPrototypeShift(queue);
      wake = PromiseWithResolvers();
      if (signal?.aborted) onAbort();
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = { watch, watchIterator };
