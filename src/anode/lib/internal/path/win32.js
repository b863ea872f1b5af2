'use strict';

// Windows paths: both slashes separate. A path has a device (`C:`, `\\server\share`), and may be relative to its working directory.

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
} = primordials;
const { validateString } = require('internal/validators');
const { foldSegments, makeFormat, extensionStart, withoutSuffix } = require('internal/path/segments');

const SLASHES = /\//g;
const backslashed = (path) =>
  (StringPrototypeIndexOf(path, '/') === -1 ? path : RegExpPrototypeSymbolReplace(SLASHES, path, '\\'));

const isSeparator = (character) => character === '\\' || character === '/';

function isDriveLetter(code) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

const hasDrive = (path) =>
  path.length > 1 && path[1] === ':' && isDriveLetter(StringPrototypeCharCodeAt(path, 0));

// Names that Windows takes for a device wherever they stand before a colon.
const RESERVED = [
  'CON', 'PRN', 'AUX', 'NUL',
  'COM1', 'COM2', 'COM3', 'COM4', 'COM5', 'COM6', 'COM7', 'COM8', 'COM9',
  'LPT1', 'LPT2', 'LPT3', 'LPT4', 'LPT5', 'LPT6', 'LPT7', 'LPT8', 'LPT9',
  'COM\xb9', 'COM\xb2', 'COM\xb3', 'LPT\xb9', 'LPT\xb2', 'LPT\xb3',
];
const isReserved = (path, colon) =>
  ArrayPrototypeIncludes(RESERVED, StringPrototypeToUpperCase(StringPrototypeSlice(path, 0, colon)));

// `\\server\share`: where its parts end, or null when the path does not name both.
function parseUnc(path) {
  const length = path.length;
  let i = 2;
  while (i < length && !isSeparator(path[i])) i++;
  if (i === 2 || i === length) return null;
  const server = StringPrototypeSlice(path, 2, i);
  const afterServer = i;
  while (i < length && isSeparator(path[i])) i++;
  if (i === length || i === afterServer) return null;
  const shareStart = i;
  while (i < length && !isSeparator(path[i])) i++;
  return { server, share: StringPrototypeSlice(path, shareStart, i), shareStart, end: i };
}

// The part of a path that names the device and the root: `device` without trailing backslash,
// `end` where the rest starts.
function splitRoot(path) {
  if (path === '') return { device: '', end: 0, absolute: false, unc: null };
  if (isSeparator(path[0])) {
    const unc = path.length > 1 && isSeparator(path[1]) ? parseUnc(path) : null;
    if (unc === null) return { device: '', end: 1, absolute: true, unc };
    if (unc.server === '.' || unc.server === '?') {
      return { device: `\\\\${unc.server}`, end: 4, absolute: true, unc };
    }
    return { device: `\\\\${unc.server}\\${unc.share}`, end: unc.end, absolute: true, unc };
  }
  if (hasDrive(path)) {
    const absolute = path.length > 2 && isSeparator(path[2]);
    return { device: StringPrototypeSlice(path, 0, 2), end: absolute ? 3 : 2, absolute, unc: null };
  }
  return { device: '', end: 0, absolute: false, unc: null };
}

// Each drive has its own working directory, which Windows hands on in variables named `=C:`.
function cwdOf(device) {
  if (device === '') return process.cwd();
  const cwd = process.env[`=${device}`] || process.cwd();
  const elsewhere = StringPrototypeToLowerCase(StringPrototypeSlice(cwd, 0, 2)) !== StringPrototypeToLowerCase(device);
  return cwd === undefined || (elsewhere && cwd[2] === '\\') ? `${device}\\` : cwd;
}

function resolve(...paths) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      validateString(path, `paths[${i}]`);
      if (path === '') continue;
    } else {
      path = cwdOf(device);
    }
    const root = splitRoot(path);
    if (root.device !== '') {
      if (device === '') device = root.device;
      else if (StringPrototypeToLowerCase(root.device) !== StringPrototypeToLowerCase(device)) continue;
    }
    if (!absolute) {
      tail = `${StringPrototypeSlice(path, root.end)}\\${tail}`;
      absolute = root.absolute;
    }
    if (absolute && device !== '') break;
  }
  tail = foldSegments(backslashed(tail), !absolute, '\\');
  if (absolute) return `${device}\\${tail}`;
  return `${device}${tail}` || '.';
}

function normalize(path) {
  validateString(path, 'path');
  const length = path.length;
  if (length === 0) return '.';
  if (length === 1) return path === '/' ? '\\' : path;
  const { absolute, unc, ...written } = splitRoot(path);
  let { device, end } = written;
  if (unc !== null && end === length && unc.server !== '.' && unc.server !== '?') return `${device}\\`;
  const colon = StringPrototypeIndexOf(path, ':');
  if (device === '' && !absolute && colon > 0 && isReserved(path, colon)) {
    device = StringPrototypeSlice(path, 0, colon + 1);
    end = colon + 1;
  }
  let tail = end < length ? foldSegments(backslashed(StringPrototypeSlice(path, end)), !absolute, '\\') : '';
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && isSeparator(path[length - 1])) tail = `${tail}\\`;
  if (!absolute && device === '' && colon !== -1) {
    // Folding must not make a drive out of a name: 'x\..\C:y' is not a path on C:.
    if (hasDrive(tail)) return `.\\${tail}`;
    for (let at = colon; at !== -1; at = StringPrototypeIndexOf(path, ':', at + 1)) {
      if (at === length - 1 || isSeparator(path[at + 1])) return `.\\${tail}`;
    }
  }
  // Without a colon, Node checks all but the last character (`NUL.`), and so does this.
  if (isReserved(path, colon)) return `.\\${device}${tail}`;
  return absolute ? `${device}\\${tail}` : `${device}${tail}`;
}

function isAbsolute(path) {
  validateString(path, 'path');
  if (path === '') return false;
  return isSeparator(path[0]) || (path.length > 2 && hasDrive(path) && isSeparator(path[2]));
}

const LEADING = /^[\\/]+/;

function join(...paths) {
  let joined;
  let first = '';
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i];
    validateString(path, 'path');
    if (path === '') continue;
    if (joined === undefined) joined = first = path;
    else joined += `\\${path}`;
  }
  if (joined === undefined) return '.';
  // Joining must not make a UNC path out of other parts: only a first part with exactly two slashes and a name can be a server.
  const named = first.length > 2 && isSeparator(first[0]) && isSeparator(first[1]) && !isSeparator(first[2]);
  if (!named) {
    const run = RegExpPrototypeExec(LEADING, joined);
    if (run !== null && run[0].length >= 2) joined = `\\${StringPrototypeSlice(joined, run[0].length)}`;
  }
  // A name before the colon that Windows reserves stays as it was written.
  const parts = StringPrototypeSplit(joined, '\\');
  for (let i = 0; i < parts.length; i++) {
    const colon = StringPrototypeIndexOf(parts[i], ':');
    if (colon !== -1 && isReserved(parts[i], colon)) return backslashed(joined);
  }
  return normalize(joined);
}

// The segments of a resolved path, its leading and trailing backslashes gone.
function segmentsOf(path) {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === '\\') start++;
  while (end > start && path[end - 1] === '\\') end--;
  return start === end ? [] : StringPrototypeSplit(StringPrototypeSlice(path, start, end), '\\');
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const source = resolve(from);
  const target = resolve(to);
  if (source === target || StringPrototypeToLowerCase(source) === StringPrototypeToLowerCase(target)) return '';
  const sources = segmentsOf(source);
  const targets = segmentsOf(target);
  let common = 0;
  while (common < sources.length && common < targets.length &&
         StringPrototypeToLowerCase(sources[common]) === StringPrototypeToLowerCase(targets[common])) common++;
  if (common === 0 && sources.length > 0 && targets.length > 0) return target;
  const way = [];
  for (let i = common; i < sources.length; i++) ArrayPrototypePush(way, '..');
  const rest = ArrayPrototypeSlice(targets, common);
  for (let i = 0; i < rest.length; i++) ArrayPrototypePush(way, rest[i]);
  return ArrayPrototypeJoin(way, '\\');
}

// The spelling that lifts Windows' limit of 260 characters.
function toNamespacedPath(path) {
  if (typeof path !== 'string' || path === '') return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved[0] === '\\' && resolved[1] === '\\') {
    const mark = resolved[2];
    return mark === '?' || mark === '.' ? resolved : `\\\\?\\UNC\\${StringPrototypeSlice(resolved, 2)}`;
  }
  if (hasDrive(resolved) && resolved[2] === '\\') return `\\\\?\\${resolved}`;
  return resolved;
}

// The end of the root for dirname and parse: unlike splitRoot they keep the text as written, and a UNC root includes the separator after
// the share.
function writtenRootEnd(path) {
  const length = path.length;
  if (isSeparator(path[0])) {
    const unc = length > 1 && isSeparator(path[1]) ? parseUnc(path) : null;
    if (unc === null) return 1;
    return unc.end === length ? length : unc.end + 1;
  }
  if (!hasDrive(path)) return 0;
  return length > 2 && isSeparator(path[2]) ? 3 : 2;
}

// The last segment's bounds at or after `root`; null when there is none.
function lastBounds(path, root) {
  let end = path.length;
  while (end > root && isSeparator(path[end - 1])) end--;
  if (end === root) return null;
  let start = end;
  while (start > root && !isSeparator(path[start - 1])) start--;
  return { start, end };
}

function dirname(path) {
  validateString(path, 'path');
  const length = path.length;
  if (length === 0) return '.';
  if (length === 1) return isSeparator(path[0]) ? path : '.';
  const root = writtenRootEnd(path);
  if (root === length) return path;
  const bounds = lastBounds(path, root);
  // One separator is taken off before the last segment; the root is never shortened.
  const end = bounds === null || bounds.start === root ? root : bounds.start - 1;
  if (end > root) return StringPrototypeSlice(path, 0, end);
  if (bounds !== null && bounds.start > root) {
    return root === 0 ? StringPrototypeSlice(path, 0, end) || '.' : StringPrototypeSlice(path, 0, root);
  }
  return root === 0 ? '.' : StringPrototypeSlice(path, 0, root);
}

function lastSegment(path) {
  const bounds = lastBounds(path, hasDrive(path) ? 2 : 0);
  return bounds === null ? '' : StringPrototypeSlice(path, bounds.start, bounds.end);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix === undefined || suffix === '') return lastSegment(path);
  if (suffix === path) return '';
  const base = lastSegment(path);
  // Separators alone have no last segment to take the suffix from: they come back whole.
  if (base === '' && suffix.length <= path.length) return StringPrototypeSlice(path, hasDrive(path) ? 2 : 0);
  return withoutSuffix(base, suffix);
}

function extname(path) {
  validateString(path, 'path');
  const base = lastSegment(path);
  const dot = extensionStart(base);
  return dot === -1 ? '' : StringPrototypeSlice(base, dot);
}

function parse(path) {
  validateString(path, 'path');
  const length = path.length;
  if (length === 0) return { root: '', dir: '', base: '', ext: '', name: '' };
  if (length === 1) {
    if (isSeparator(path[0])) return { root: path, dir: path, base: '', ext: '', name: '' };
    return { root: '', dir: '', base: path, ext: '', name: path };
  }
  const rootEnd = writtenRootEnd(path);
  const root = StringPrototypeSlice(path, 0, rootEnd);
  if (rootEnd === length) return { root, dir: root, base: '', ext: '', name: '' };
  const bounds = lastBounds(path, rootEnd);
  if (bounds === null) return { root, dir: root, base: '', ext: '', name: '' };
  const base = StringPrototypeSlice(path, bounds.start, bounds.end);
  const dir = bounds.start > rootEnd ? StringPrototypeSlice(path, 0, bounds.start - 1) : root;
  const dot = extensionStart(base);
  const ext = dot === -1 ? '' : StringPrototypeSlice(base, dot);
  const name = dot === -1 ? base : StringPrototypeSlice(base, 0, dot);
  return { root, dir, base, ext, name };
}

function matchesGlob(path, pattern) {
  return require('internal/fs/glob').matchGlobPattern(path, pattern, true);
}

module.exports = {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname,
  format: makeFormat('\\'), parse, matchesGlob,
  sep: '\\', delimiter: ';', win32: null, posix: null,
};
