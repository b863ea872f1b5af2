'use strict';

// fs.watchFile: looks at a file at intervals, for file systems without notifications.

const {
  ObjectSetPrototypeOf,
  ReflectApply,
  SafeMap,
} = primordials;
const EventEmitter = require('events');
const path = require('internal/path/posix');
const { validateFunction, validateUint32, validateObject } = require('internal/validators');
const { getValidatedPath } = require('internal/fs/validate_path');
const { noStats, statsFrom } = require('internal/fs/stats');
const { bound } = require('internal/fs/forms');
const { scopeIfHooked } = require('internal/async_hooks');

function StatWatcher(bigint) {
  ReflectApply(EventEmitter, this, []);
  this._bigint = bigint;
  this._timer = null;
  this._refs = 0;
  this._previous = null;
}
ObjectSetPrototypeOf(StatWatcher.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(StatWatcher, EventEmitter);

// Whether two `packed` results differ in more than the time of the last access.
function differ(a, b) {
  for (let i = 0; i < a.length; i++) {
    if (i !== 10 && i !== 11 && a[i] !== b[i]) return true;
  }
  return false;
}

const MISSING = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

StatWatcher.prototype.start = function(filename, interval) {
  if (this._timer !== null) return;
  const scope = scopeIfHooked('STATWATCHER', this);
  const { setInterval } = require('internal/timers/timeout');
  let busy = false;
  const look = () => {
    if (busy) return;
    busy = true;
    binding.nextIs(null);
    bound('fs/paths').async.stat((error, numbers) => {
      busy = false;
      if (this._timer === null) return;
      const now = error ? MISSING : numbers;
      const before = this._previous;
      this._previous = now;
      // The first look only reports a missing file.
      if (before === null ? error : differ(before, now)) {
        const show = (n) => (n === MISSING ? noStats(this._bigint) : statsFrom(n, this._bigint));
        scope?.enter();
        this.emit('change', show(now), show(before ?? now));
        scope?.leave();
      }
    }, filename);
  };
  this._timer = setInterval(look, interval);
  look();
};

StatWatcher.prototype.stop = function() {
  if (this._timer === null) return;
  require('internal/timers/timeout').clearInterval(this._timer);
  this._timer = null;
  process.nextTick(() => this.emit('stop'));
};

StatWatcher.prototype.ref = function() {
  this._timer?.ref();
  return this;
};

StatWatcher.prototype.unref = function() {
  this._timer?.unref();
  return this;
};

const watchers = new SafeMap();

function watchFile(filename, options, listener) {
  filename = path.resolve(getValidatedPath(filename));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  } else {
    validateObject(options, 'options');
  }
  const { interval = 5007, persistent = true, bigint = false } = { ...options };
  validateFunction(listener, 'listener');
  validateUint32(interval, 'interval');
  let watcher = watchers.get(filename);
  if (watcher === undefined) {
    watcher = new StatWatcher(bigint);
    watcher.start(filename, interval);
    if (!persistent) watcher.unref();
    watchers.set(filename, watcher);
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  filename = path.resolve(getValidatedPath(filename));
  const watcher = watchers.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    watchers.delete(filename);
  }
}

module.exports = { unwatchFile, watchFile };
