'use strict';

// fs.glob: walks the tree once for each pattern. The walk is a generator that yields directory reads and stats, so that the synchronous
// and the asynchronous form share it.

const {
  ArrayFrom,
  ArrayIsArray,
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  ArrayPrototypePush,
  PromisePrototypeThen,
  SafeMap,
  SafeSet,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateObject, validateString, validateStringArray } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { isAbsolute, join, resolve, dirname, basename, relative } = require('internal/path/posix');
const { DirentFromStats } = require('internal/fs/dirent');
const { drive, driveSync } = require('internal/fs/steps');
const { toPathIfFileURL } = require('internal/url');
const { GLOBSTAR, compile, matchPath, matchSegment } = require('internal/fs/glob_pattern');

class Glob {
  #root;
  #patterns;
  #excludes = null;
  #excludeFunction = null;
  #withFileTypes;

  constructor(pattern, options = kEmptyObject) {
    validateObject(options, 'options');
    const { exclude, cwd, withFileTypes } = options;
    this.#root = toPathIfFileURL(cwd) ?? '.';
    this.#withFileTypes = !!withFileTypes;
    if (exclude != null) {
      if (ArrayIsArray(exclude)) {
        validateStringArray(exclude, 'options.exclude');
        this.#excludes = exclude;
      } else if (typeof exclude === 'function') {
        this.#excludeFunction = exclude;
      } else {
        throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
      }
    }
    if (typeof pattern === 'object') {
      validateStringArray(pattern, 'patterns');
      this.#patterns = pattern;
    } else {
      validateString(pattern, 'patterns');
      this.#patterns = [pattern];
    }
  }

  #absolute(path) {
    return isAbsolute(path) ? path : resolve(this.#root, path);
  }

  #isExcluded(path, entry) {
    if (this.#excludes !== null) {
      const absolute = this.#absolute(path);
      const fromRoot = relative(resolve(this.#root), absolute);
      for (let i = 0; i < this.#excludes.length; i++) {
        const pattern = this.#excludes[i];
        // `a/**` matches `a` too.
        const subject = `${isAbsolute(pattern) ? absolute : fromRoot}${StringPrototypeEndsWith(pattern, '/**') ? '/' : ''}`;
        if (matchPath(subject, pattern) || (StringPrototypeIncludes(pattern, '..') && matchPath(subject, normalizedPattern(pattern)))) {
          return true;
        }
      }
      return false;
    }
    return this.#excludeFunction !== null && !!this.#excludeFunction(this.#withFileTypes ? entry : path);
  }

  *#entry(path) {
    const absolute = this.#absolute(path);
    let stats;
    try {
      stats = yield ['lstat', absolute];
    } catch {
      return null;
    }
    return new DirentFromStats(basename(absolute), stats, dirname(absolute));
  }

  *#read(path) {
    try {
      return yield ['readdir', this.#absolute(path), { withFileTypes: true }];
    } catch {
      return [];
    }
  }

  // Yields each path once, as the pattern leads to it.
  *run() {
    const found = new SafeMap();
    for (let i = 0; i < this.#patterns.length; i++) {
      const alternatives = compile(this.#patterns[i], { nocase: false });
      for (let j = 0; j < alternatives.length; j++) {
        const segments = alternatives[j];
        const followed = StringPrototypeStartsWith(this.#patterns[i], './');
        const absolute = segments[0] === '' && segments.length > 1;
        yield this.#walk(absolute ? '/' : '', null, segments, absolute ? 1 : 0, found, new SafeSet(), followed);
      }
    }
    return found;
  }

  *#found(path, entry, found) {
    if (found.has(path)) return;
    entry ??= yield this.#entry(path === '' ? '.' : path);
    if (entry === null || (path !== '' && this.#isExcluded(path, entry))) return;
    found.set(path === '' ? '.' : path, entry);
  }

  // Walks from `path`, with the segments from `at` on left to match. `entry` is null if the path has not been looked at.
  *#walk(path, entry, segments, at, found, visited, followed) {
    const key = `${at}:${path}`;
    if (visited.has(key)) return;
    visited.add(key);
    if (at === segments.length) {
      yield this.#found(path, entry, found);
      return;
    }
    const segment = segments[at];
    const last = at === segments.length - 1;
    if (segment === '') {
      // A slash at the end matches directories alone.
      if (yield this.#isDirectory(path, entry)) yield this.#found(path, entry, found);
      return;
    }
    if (segment === GLOBSTAR) {
      yield this.#globstar(path, entry, segments, at, last, found, visited, followed);
      return;
    }
    if (typeof segment === 'string') {
      const next = join(path, segment);
      const there = yield this.#entry(next);
      if (there === null) return;
      if (!last && !this.#mayEnter(next, there, segment === '..' || followed || segments[at - 1] !== GLOBSTAR)) return;
      yield this.#walk(next, segment === '..' ? null : there, segments, at + 1, found, visited, followed);
      return;
    }
    const entries = yield this.#read(path);
    for (let i = 0; i < entries.length; i++) {
      if (!matchSegment(segment, entries[i].name)) continue;
      const next = join(path, entries[i].name);
      if (!last && !this.#mayEnter(next, entries[i], segments[at + 1] === '..')) continue;
      yield this.#walk(next, entries[i], segments, at + 1, found, visited, followed);
    }
  }

  // A link is followed if the pattern names it.
  #mayEnter(path, entry, isNamed) {
    if (!entry.isDirectory() && !(isNamed && entry.isSymbolicLink())) return false;
    return !this.#isExcluded(path, entry);
  }

  // ** is nothing, or a directory and ** again. It does not follow links, but may begin at one. The segment behind it may match inside a
  // link that ** matches, or, as in Node, inside any link if the pattern begins with "./".
  *#globstar(path, entry, segments, at, last, found, visited, followed) {
    if (last) {
      yield this.#found(path, entry, found);
    } else {
      yield this.#walk(path, entry, segments, at + 1, found, visited, followed);
    }
    const entries = yield this.#read(path);
    for (let i = 0; i < entries.length; i++) {
      const child = entries[i];
      if (child.name[0] === '.') continue;
      const next = join(path, child.name);
      if (child.isDirectory()) {
        if (!this.#isExcluded(next, child)) yield this.#walk(next, child, segments, at, found, visited, followed);
      } else if (last) {
        yield this.#found(next, child, found);
      } else if (child.isSymbolicLink() && (followed || matchSegment(segments[at + 1], child.name))) {
        yield this.#walk(next, child, segments, at + 1, found, visited, followed);
      }
    }
  }

  *#isDirectory(path, entry) {
    if (entry?.isDirectory()) return true;
    try {
      return (yield ['stat', this.#absolute(path === '' ? '.' : path)]).isDirectory();
    } catch {
      return false;
    }
  }

  results(found) {
    return ArrayFrom(this.#withFileTypes ? found.values() : found.keys());
  }
}

// As an exclusion, `a/[cg]/../c` means `a/c`.
function normalizedPattern(pattern) {
  const parts = StringPrototypeSplit(pattern, '/');
  const kept = [];
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === '..' && kept.length > 0 && kept[kept.length - 1] !== '**') ArrayPrototypePop(kept);
    else ArrayPrototypePush(kept, parts[i]);
  }
  return ArrayPrototypeJoin(kept, '/');
}

function globSync(pattern, options) {
  const fs = require('fs');
  const glob = new Glob(pattern, options);
  return glob.results(driveSync(glob.run(), ({ 0: call, 1: path, 2: more }) => fs[`${call}Sync`](path, more)));
}

async function globAsync(glob) {
  const { promises } = require('fs');
  return glob.results(await drive(glob.run(), ({ 0: call, 1: path, 2: more }) => promises[call](path, more)));
}

function globCallback(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  PromisePrototypeThen(
    globAsync(new Glob(pattern, options)),
    (found) => process.nextTick(callback, null, found),
    (error) => process.nextTick(callback, error));
}

// The result of fs.promises.glob. Nothing is read before it is iterated.
function globIterator(pattern, options) {
  const glob = new Glob(pattern, options);
  async function* iterate() {
    const found = await globAsync(glob);
    for (let i = 0; i < found.length; i++) yield found[i];
  }
  return iterate();
}

// path.matchesGlob.
function matchGlobPattern(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return matchPath(path, pattern, { windows, nocase: windows || process.platform === 'darwin' }, true);
}

module.exports = { globCallback, globIterator, globSync, matchGlobPattern };
