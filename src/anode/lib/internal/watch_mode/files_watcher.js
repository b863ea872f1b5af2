'use strict';

// Watches files for other programs' sake: each file has owners, and a change tells which owners are concerned. Changes that come close
// together are told once.
//
// A file is watched by itself, without its folder, as Node does it on Linux. A system's watch ends with the file, also where an editor puts
// another file in its place, so that the file is watched anew after such a change.

const {
  ArrayFrom, ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypePush, SafeMap, SafeSet, StringPrototypeStartsWith,
} = primordials;
const EventEmitter = require('events');
const path = require('internal/path/posix');
const { addAbortListener } = require('internal/events/abort_listener');
const { fileURLToPath } = require('internal/url');
const { kEmptyObject } = require('internal/util/frozen');
const { validateAbortSignal, validateBoolean, validateNumber, validateOneOf } = require('internal/validators');

const timers = () => require('timers');

const RETRY_MS = 100;
const TIMEOUT_MAX = 2 ** 31 - 1;

class FilesWatcher extends EventEmitter {
  #watchers = new SafeMap();   // path -> { watcher, recursive }
  #files = new SafeSet();      // the files whose changes count, in the mode `filter`
  #owners = new SafeMap();     // file -> its owners
  #owned = new SafeMap();      // owner -> its files
  #changed = new SafeSet();    // the owners that are to be told
  #lost = new SafeSet();       // files that are not there
  #retry;
  #eventType;
  #timer;
  #debounce;
  #mode;
  #signal;

  // `debounce` is in milliseconds; in the mode `all` each change below a watched path counts.
  constructor({ debounce = 200, mode = 'filter', signal } = kEmptyObject) {
    super({ __proto__: null, captureRejections: true });
    validateNumber(debounce, 'options.debounce', 0, TIMEOUT_MAX);
    validateOneOf(mode, 'options.mode', ['filter', 'all']);
    if (signal !== undefined) {
      validateAbortSignal(signal, 'options.signal');
      addAbortListener(signal, () => this.clear());
    }
    this.#debounce = debounce;
    this.#mode = mode;
    this.#signal = signal;
  }

  get watchedPaths() { return ArrayFrom(this.#watchers.keys()); }

  watchPath(name, recursive = true) {
    validateBoolean(recursive, 'recursive');
    if (this.#signal?.aborted || this.#isWatched(name)) return;
    if (recursive) this.#unwatchBelow(name);
    const watcher = require('fs').watch(name, { recursive });
    watcher.on('error', () => this.#unwatch(name));
    watcher.on('change', (eventType, filename) => {
      const changed = recursive ? path.resolve(name, filename ?? '') : name;
      if (!recursive && eventType === 'rename') this.#watchAnew(name);
      this.#change(changed, eventType);
    });
    this.#watchers.set(name, { __proto__: null, watcher, recursive });
  }

  #isWatched(name) {
    if (this.#watchers.has(name)) return true;
    for (const { 0: other, 1: { recursive } } of this.#watchers.entries()) {
      if (recursive && StringPrototypeStartsWith(name, `${other}/`)) return true;
    }
    return false;
  }

  #unwatch(name) {
    this.#watchers.get(name)?.watcher.close();
    this.#watchers.delete(name);
  }

  #unwatchBelow(folder) {
    for (const name of this.#watchers.keys()) if (StringPrototypeStartsWith(name, `${folder}/`)) this.#unwatch(name);
  }

  #watchAnew(name) {
    this.#unwatch(name);
    this.#lost.add(name);
    this.#retry ??= timers().setInterval(() => this.#findLost(), RETRY_MS);
  }

  #findLost() {
    for (const name of this.#lost) {
      try {
        if (this.#files.has(name)) {
          this.watchPath(name, false);
          this.#change(name, 'rename');
        }
        this.#lost.delete(name);
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
      }
    }
    if (this.#lost.size === 0) this.#stopRetrying();
  }

  #stopRetrying() {
    timers().clearInterval(this.#retry);
    this.#retry = undefined;
  }

  #change(file, eventType) {
    if (this.#mode === 'filter' && !this.#files.has(file)) return;
    this.#owners.get(file)?.forEach((owner) => this.#changed.add(owner));
    this.#eventType = eventType;
    timers().clearTimeout(this.#timer);
    this.#timer = timers().setTimeout(() => {
      const owners = this.#changed;
      this.#changed = new SafeSet();
      this.emit('changed', { __proto__: null, owners, eventType: this.#eventType });
    }, this.#debounce).unref();
  }

  // A file whose changes count, and the owner (or the set of owners) that they concern.
  filterFile(file, owner) {
    if (!file) return;
    this.#files.add(file);
    if (owner !== undefined) {
      const owners = owner instanceof SafeSet || ArrayIsArray(owner) ? ArrayFrom(owner) : [owner];
      ArrayPrototypeForEach(owners, (one) => {
        entry(this.#owners, file).add(one);
        entry(this.#owned, one).add(file);
      });
    }
    try {
      this.watchPath(file, false);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      this.#watchAnew(file);
    }
  }

  // Forgets the files that belong to these owners alone.
  unfilterFilesOwnedBy(owners) {
    owners.forEach((owner) => {
      this.#owned.get(owner)?.forEach((file) => {
        const all = this.#owners.get(file);
        all?.delete(owner);
        if (all !== undefined && all.size === 0) {
          this.#owners.delete(file);
          this.#files.delete(file);
        }
      });
      this.#files.delete(owner);
      this.#owned.delete(owner);
    });
  }

  // The files that a child process tells of (report.js) belong to `owner`.
  watchChildProcessModules(child, owner) {
    child.on('message', (message) => {
      if (message === null || typeof message !== 'object') return;
      const required = message['watch:require'], imported = message['watch:import'];
      const files = [];
      if (ArrayIsArray(required)) ArrayPrototypeForEach(required, (file) => ArrayPrototypePush(files, file));
      if (ArrayIsArray(imported)) ArrayPrototypeForEach(imported, (url) => ArrayPrototypePush(files, fileURLToPath(url)));
      ArrayPrototypeForEach(files, (file) => this.filterFile(file, owner));
    });
  }

  clearFileFilters() {
    this.#files.clear();
  }

  clear() {
    for (const name of this.#watchers.keys()) this.#unwatch(name);
    timers().clearTimeout(this.#timer);
    this.#stopRetrying();
    this.#lost.clear();
    this.#files.clear();
    this.#owners.clear();
    this.#owned.clear();
    this.#changed.clear();
  }
}

function entry(map, key) {
  let found = map.get(key);
  if (found === undefined) map.set(key, found = new SafeSet());
  return found;
}

module.exports = { FilesWatcher };
