'use strict';

// From a path of a module to a path of the host. The result is always inside of the folder that the path starts from.

const {
  ArrayPrototypeJoin, ArrayPrototypePop, ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeUnshift, ReflectApply,
  RegExpPrototypeSymbolReplace, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;
const { lstatSync, readlinkSync } = require('internal/wasi/host');
const { errno } = require('internal/wasi/constants');
const { fail } = require('internal/wasi/failure');

const LINKS = 40;  // symbolic links that one path may lead through

const noThrow = { __proto__: null, throwIfNoEntry: false };

const joined = (root, names) => (names.length === 0 ? root : `${root === '/' ? '' : root}/${ArrayPrototypeJoin(names, '/')}`);

function readLink(path) {
  const target = readlinkSync(path);
  if (StringPrototypeStartsWith(target, '/')) fail(errno.ENOTCAPABLE);
  return target;
}

// Follows each link on the way here, and not in the operating system, so that none leads out of `root`. `follows` is for a link at the end.
// `needsName`: the path has to name something in a folder, not `root` itself.
function resolve(root, text, follows, needsName = false) {
  if (text === '' || StringPrototypeIncludes(text, '\0')) fail(errno.EINVAL);
  if (StringPrototypeStartsWith(text, '/')) fail(errno.ENOTCAPABLE);
  const isFolder = StringPrototypeEndsWith(text, '/');
  const left = StringPrototypeSplit(RegExpPrototypeSymbolReplace(/\/+$/, text, ''), '/');
  const done = [];
  let links = 0;
  while (left.length > 0) {
    const name = ArrayPrototypeShift(left);
    if (name === '' || name === '.') continue;
    if (name === '..') {
      if (done.length === 0) fail(errno.ENOTCAPABLE);
      ArrayPrototypePop(done);
      continue;
    }
    ArrayPrototypePush(done, name);
    const isLast = left.length === 0;
    if (isLast && !follows && !isFolder) break;
    const path = joined(root, done);
    const found = lstatSync(path, noThrow);
    if (found === undefined) {
      if (!isLast) fail(errno.ENOENT);
    } else if (found.isSymbolicLink()) {
      if (++links > LINKS) fail(errno.ELOOP);
      ArrayPrototypePop(done);
      ReflectApply(ArrayPrototypeUnshift, undefined, [left, ...StringPrototypeSplit(readLink(path), '/')]);
    } else if (!found.isDirectory() && (!isLast || isFolder)) {
      fail(errno.ENOTDIR);
    }
  }
  if (needsName && done.length === 0) fail(errno.EINVAL);
  return joined(root, done);
}

// Whether a symbolic link at `path`, below `root`, would lead out of `root`.
function leadsOut(root, path, target) {
  if (StringPrototypeStartsWith(target, '/')) return true;
  const above = StringPrototypeSplit(StringPrototypeSlice(path, root.length), '/');
  let depth = -1;  // of the link's folder: the link's own name does not count
  for (let i = 0; i < above.length; i++) if (above[i] !== '') depth++;
  const names = StringPrototypeSplit(target, '/');
  for (let i = 0; i < names.length; i++) {
    if (names[i] === '..') depth--;
    else if (names[i] !== '' && names[i] !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

module.exports = { leadsOut, resolve };
