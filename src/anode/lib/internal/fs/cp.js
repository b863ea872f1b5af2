'use strict';

// fs.cp: copies trees as `cp -R` does. A generator yields the file operations it needs. One driver performs them synchronously, another
// awaits them.

const {
  ArrayPrototypeEvery,
  ArrayPrototypeFilter,
  FunctionPrototypeCall,
  PromisePrototypeThen,
  StringPrototypeEndsWith,
  StringPrototypeSplit,
} = primordials;
const { isPromise } = require('internal/engine').types;
const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_FIFO_PIPE, ERR_FS_CP_NON_DIR_TO_DIR,
    ERR_FS_CP_SOCKET, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR, ERR_INVALID_RETURN_VALUE,
  },
  UVException, genericNodeError,
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { dirname, isAbsolute, join, parse, resolve, sep } = require('internal/path/posix');
const { drive, driveSync } = require('internal/fs/steps');
const { getValidatedPath } = require('internal/fs/validate_path');
const { validateCpOptions } = require('internal/fs/cp_options');
const osConstants = require('internal/os_constants');

const info = (message, path, code = 'EINVAL') =>
  ({ message, path, syscall: 'cp', errno: osConstants.os.errno[code], code });

const isMissing = (error) => error?.code === 'ENOENT';
const same = (a, b) => a.ino && a.dev && a.ino === b.ino && a.dev === b.dev;

// Whether `dest` lies in `src`.
function isInside(src, dest) {
  const from = ArrayPrototypeFilter(StringPrototypeSplit(resolve(src), sep), (part) => part !== '');
  const to = ArrayPrototypeFilter(StringPrototypeSplit(resolve(dest), sep), (part) => part !== '');
  return ArrayPrototypeEvery(from, (part, i) => to[i] === part);
}

function* statPair(src, dest, options) {
  const call = options.dereference ? 'stat' : 'lstat';
  const srcStat = yield [call, src, { bigint: true }];
  let destStat = null;
  try {
    destStat = yield [call, dest, { bigint: true }];
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return { srcStat, destStat };
}

function* checkPaths(src, dest, options) {
  if (options.filter && !(yield { __proto__: null, ask: options.filter, src, dest })) return { skipped: true };
  const { srcStat, destStat } = yield statPair(src, dest, options);
  if (destStat) {
    if (same(srcStat, destStat)) throw new ERR_FS_CP_EINVAL(info('src and dest cannot be the same', dest));
    if (srcStat.isDirectory() && !destStat.isDirectory()) {
      throw new ERR_FS_CP_DIR_TO_NON_DIR(
        info(`cannot overwrite non-directory ${dest} with directory ${src}`, dest, 'EISDIR'));
    }
    if (!srcStat.isDirectory() && destStat.isDirectory()) {
      throw new ERR_FS_CP_NON_DIR_TO_DIR(
        info(`cannot overwrite directory ${dest} with non-directory ${src}`, dest, 'ENOTDIR'));
    }
  }
  if (srcStat.isDirectory() && isInside(src, dest)) {
    throw new ERR_FS_CP_EINVAL(info(`cannot copy ${src} to a subdirectory of self ${dest}`, dest));
  }
  return { srcStat, destStat, skipped: false };
}

// `src` must not be a parent of `dest`, under any name.
function* checkParents(src, srcStat, dest) {
  const srcParent = resolve(dirname(src));
  const destParent = resolve(dirname(dest));
  if (destParent === srcParent || destParent === parse(destParent).root) return;
  let destStat;
  try {
    destStat = yield ['stat', destParent, { bigint: true }];
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if (same(srcStat, destStat)) {
    throw new ERR_FS_CP_EINVAL(info(`cannot copy ${src} to a subdirectory of self ${dest}`, dest));
  }
  yield checkParents(src, srcStat, destParent);
}

function* copyEverything(src, dest, options, first) {
  const { srcStat, destStat, skipped } = first ? yield endsOf(src, dest, options, first) : yield checkPaths(src, dest, options);
  if (skipped) return;
  yield checkParents(src, srcStat, dest);
  const parent = dirname(dest);
  if (!(yield ['exists', parent])) yield ['mkdir', parent, { recursive: true }];
  yield copyOne(destStat, src, dest, options);
}

function* copyOne(destStat, src, dest, options) {
  const srcStat = yield [options.dereference ? 'stat' : 'lstat', src];
  if (srcStat.isDirectory()) {
    if (!options.recursive) {
      throw new ERR_FS_EISDIR(
        info(`${src} is a directory (not copied)`, src, 'EISDIR'));
    }
    yield copyDirectory(srcStat, destStat, src, dest, options);
  } else if (srcStat.isFile() || srcStat.isCharacterDevice() || srcStat.isBlockDevice()) {
    yield copyFile(srcStat, destStat, src, dest, options);
  } else if (srcStat.isSymbolicLink()) {
    yield copyLink(destStat, src, dest, options);
  } else if (srcStat.isSocket()) {
    throw new ERR_FS_CP_SOCKET(info(`cannot copy a socket file: ${dest}`, dest));
  } else if (srcStat.isFIFO()) {
    throw new ERR_FS_CP_FIFO_PIPE(info(`cannot copy a FIFO pipe: ${dest}`, dest));
  } else {
    throw new ERR_FS_CP_UNKNOWN(info(`cannot copy an unknown file type: ${dest}`, dest));
  }
}

function* copyFile(srcStat, destStat, src, dest, options) {
  if (destStat) {
    if (!options.force) {
      if (options.errorOnExist) throw new ERR_FS_CP_EEXIST(info(`${dest} already exists`, dest, 'EEXIST'));
      return;
    }
    yield ['unlink', dest];
  }
  yield ['copyFile', src, dest, options.mode];
  if (!options.preserveTimestamps) return;
  // The times of a read-only file cannot be set.
  const readOnly = (srcStat.mode & 0o200) === 0;
  if (readOnly) yield ['chmod', dest, srcStat.mode | 0o200];
  // Reading the source has changed its access time.
  const fresh = yield ['stat', src];
  yield ['utimes', dest, fresh.atime, fresh.mtime];
  if (readOnly) yield ['chmod', dest, srcStat.mode];
}

function* copyDirectory(srcStat, destStat, src, dest, options) {
  if (!destStat) yield ['mkdir', dest];
  const names = yield ['readdir', src];
  for (let i = 0; i < names.length; i++) {
    const from = join(src, names[i]);
    const to = join(dest, names[i]);
    const checked = yield checkPaths(from, to, options);
    if (!checked.skipped) yield copyOne(checked.destStat, from, to, options);
  }
  if (!destStat) yield ['chmod', dest, srcStat.mode];
}

function* copyLink(destStat, src, dest, options) {
  let target = yield ['readlink', src];
  if (!options.verbatimSymlinks && !isAbsolute(target)) target = resolve(dirname(src), target);
  if (!destStat) {
    yield ['symlink', target, dest];
    return;
  }
  let destTarget;
  try {
    destTarget = yield ['readlink', dest];
  } catch (error) {
    // The existing file is no link: symlink() fails with the right error.
    if (error.code === 'EINVAL' || error.code === 'UNKNOWN') {
      yield ['symlink', target, dest];
      return;
    }
    throw error;
  }
  if (!isAbsolute(destTarget)) destTarget = resolve(dirname(dest), destTarget);
  const toDirectory = (yield ['stat', src]).isDirectory();
  if (toDirectory && isInside(target, destTarget)) {
    throw new ERR_FS_CP_EINVAL(info(`cannot copy ${target} to a subdirectory of self ${destTarget}`, dest));
  }
  if (toDirectory && isInside(destTarget, target)) {
    throw new ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY(info(`cannot overwrite ${destTarget} with ${target}`, dest));
  }
  yield ['unlink', dest];
  yield ['symlink', target, dest];
}

// Performs an operation at once.
function performSync(step) {
  const fs = require('fs');
  if (step.ask) {
    const wanted = FunctionPrototypeCall(step.ask, undefined, step.src, step.dest);
    if (isPromise(wanted)) throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', wanted);
    return wanted;
  }
  return fs[`${step[0]}Sync`](step[1], step[2], step[3]);
}

async function perform(step) {
  const fs = require('fs');
  if (step.ask) return await (0, step.ask)(step.src, step.dest);
  if (step[0] === 'exists') return fs.existsSync(step[1]);
  return await fs.promises[step[0]](step[1], step[2], step[3]);
}

function readArguments(src, dest, options, first) {
  options = validateCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  return copyEverything(typeof src === 'string' ? src : `${src}`, typeof dest === 'string' ? dest : `${dest}`, options, first);
}

function* endsOf(src, dest, options, first) {
  if (options.filter && !(yield { __proto__: null, ask: options.filter, src, dest })) return { skipped: true };
  const stats = yield statPair(src, dest, options);
  first(src, dest, options);
  return { ...stats, skipped: false };
}

// cpSync checks both ends first, with errors of its own.
function checkEnds(src, dest, options) {
  const fs = require('fs');
  const look = (path, through) => fs[through ? 'statSync' : 'lstatSync'](path, { throwIfNoEntry: false });
  const srcStat = look(src, true);
  if (srcStat === undefined) {
    throw new UVException({
      errno: -osConstants.os.errno.ENOENT, code: 'ENOENT', syscall: options.dereference ? 'stat' : 'lstat', path: src,
    });
  }
  const destStat = look(dest, options.dereference);
  const isDirectory = srcStat.isDirectory();
  if (destStat !== undefined) {
    const target = look(dest, true);
    if (target !== undefined && same(look(src, true) ?? srcStat, target)) {
      throw plain('ERR_FS_CP_EINVAL', `src and dest cannot be the same ${dest}`);
    }
    if (isDirectory && !destStat.isDirectory()) {
      throw plain('ERR_FS_CP_DIR_TO_NON_DIR', `Cannot overwrite non-directory ${dest} with directory ${src}`);
    }
    if (!isDirectory && destStat.isDirectory()) {
      throw plain('ERR_FS_CP_NON_DIR_TO_DIR', `Cannot overwrite directory ${dest} with non-directory ${src}`);
    }
  }
  if (isDirectory) {
    const folder = StringPrototypeEndsWith(src, sep) ? src : `${src}${sep}`;
    if (isInside(src, dest) || hasParent(dest, srcStat)) {
      throw plain('ERR_FS_CP_EINVAL', `Cannot copy ${folder} to a subdirectory of self ${dest}`);
    }
    if (!options.recursive) throw plain('ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${folder}`);
  } else if (srcStat.isSocket()) {
    throw plain('ERR_FS_CP_SOCKET', `Cannot copy a socket file: ${dest}`);
  } else if (srcStat.isFIFO()) {
    throw plain('ERR_FS_CP_FIFO_PIPE', `Cannot copy a FIFO pipe: ${dest}`);
  }
}

function hasParent(path, stats) {
  const { statSync } = require('fs');
  for (let at = dirname(resolve(path)); at !== parse(at).root; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found !== undefined && same(found, stats)) return true;
  }
  return false;
}

const plain = (code, message) => genericNodeError(message, { code });

function cpSync(src, dest, options) {
  driveSync(readArguments(src, dest, options, checkEnds), performSync);
}

async function cp(src, dest, options) {
  await drive(readArguments(src, dest, options), perform);
}

function cpCallback(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  PromisePrototypeThen(
    drive(readArguments(src, dest, options), perform),
    () => process.nextTick(callback, null),
    (error) => process.nextTick(callback, error));
}

module.exports = { cp, cpCallback, cpSync };
