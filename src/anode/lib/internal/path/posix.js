'use strict';

// POSIX paths: `/` separates, and `/` is the only root.

const {
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeRepeat,
  StringPrototypeSlice,
} = primordials;
const { validateString } = require('internal/validators');
const { foldSegments, makeFormat, extensionStart, withoutSuffix } = require('internal/path/segments');

// The path without trailing slashes; a path of slashes alone becomes ''.
function trimEnd(path) {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return end === path.length ? path : StringPrototypeSlice(path, 0, end);
}

function resolve(...paths) {
  let resolved = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= 0 && !absolute; i--) {
    const path = paths[i];
    validateString(path, `paths[${i}]`);
    if (path === '') continue;
    resolved = resolved === '' ? path : `${path}/${resolved}`;
    absolute = path[0] === '/';
  }
  if (!absolute) {
    const cwd = process.cwd();
    if ((resolved === '' || resolved === '.') && cwd[0] === '/') return cwd;
    resolved = `${cwd}/${resolved}`;
    absolute = cwd[0] === '/';
  }
  const folded = foldSegments(resolved, !absolute, '/');
  if (absolute) return `/${folded}`;
  return folded === '' ? '.' : folded;
}

function normalize(path) {
  validateString(path, 'path');
  if (path === '') return '.';
  const absolute = path[0] === '/';
  const slash = path[path.length - 1] === '/';
  const folded = foldSegments(path, !absolute, '/');
  if (folded === '') return absolute ? '/' : slash ? './' : '.';
  if (absolute) return slash ? `/${folded}/` : `/${folded}`;
  return slash ? `${folded}/` : folded;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return path !== '' && path[0] === '/';
}

function join(...paths) {
  let joined = '';
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i];
    validateString(path, 'path');
    if (path !== '') joined = joined === '' ? path : `${joined}/${path}`;
  }
  return joined === '' ? '.' : normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (from === to) return '';
  if (from !== '/') from = `${from}/`;
  const target = to === '/' ? to : `${to}/`;
  // `common` is the position just after the last slash that both share.
  let common = 0;
  for (let i = 0; i < from.length && from[i] === target[i]; i++) {
    if (from[i] === '/') common = i + 1;
  }
  let climbs = 0;
  for (let i = StringPrototypeIndexOf(from, '/', common); i !== -1; i = StringPrototypeIndexOf(from, '/', i + 1)) climbs++;
  const rest = StringPrototypeSlice(to, common);
  if (climbs === 0) return rest;
  const up = StringPrototypeRepeat('../', climbs);
  return rest === '' ? StringPrototypeSlice(up, 0, -1) : `${up}${rest}`;
}

function toNamespacedPath(path) {
  return path;
}

function dirname(path) {
  validateString(path, 'path');
  if (path === '') return '.';
  const trimmed = trimEnd(path);
  if (trimmed === '') return '/';
  const slash = StringPrototypeLastIndexOf(trimmed, '/');
  if (slash === -1) return '.';
  if (slash === 0) return '/';
  // Exactly one slash is taken off ('a//b' has the directory 'a/'), except that '//x' keeps both.
  return slash === 1 && path[0] === '/' ? '//' : StringPrototypeSlice(trimmed, 0, slash);
}

function lastSegment(path) {
  const trimmed = trimEnd(path);
  const slash = StringPrototypeLastIndexOf(trimmed, '/');
  return slash === -1 ? trimmed : StringPrototypeSlice(trimmed, slash + 1);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix === undefined || suffix === '') return lastSegment(path);
  if (suffix === path) return '';
  const base = lastSegment(path);
  // Slashes alone have no last segment to take the suffix from: they come back whole.
  return base === '' && suffix.length <= path.length ? path : withoutSuffix(base, suffix);
}

function extname(path) {
  validateString(path, 'path');
  const base = lastSegment(path);
  const dot = extensionStart(base);
  return dot === -1 ? '' : StringPrototypeSlice(base, dot);
}

function parse(path) {
  validateString(path, 'path');
  const root = path !== '' && path[0] === '/' ? '/' : '';
  const trimmed = trimEnd(path);
  const slash = StringPrototypeLastIndexOf(trimmed, '/');
  const base = slash === -1 ? trimmed : StringPrototypeSlice(trimmed, slash + 1);
  const dir = slash > 0 ? StringPrototypeSlice(trimmed, 0, slash) : root;
  // Node parses the parent of the root, and no other '..', as a name '.' with the extension '.'.
  const dot = slash === 0 && base === '..' ? 1 : extensionStart(base);
  const ext = dot === -1 ? '' : StringPrototypeSlice(base, dot);
  const name = dot === -1 ? base : StringPrototypeSlice(base, 0, dot);
  return { root, dir, base, ext, name };
}

function matchesGlob(path, pattern) {
  return require('internal/fs/glob').matchGlobPattern(path, pattern, false);
}

module.exports = {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname,
  format: makeFormat('/'), parse, matchesGlob,
  sep: '/', delimiter: ':', win32: null, posix: null,
};
