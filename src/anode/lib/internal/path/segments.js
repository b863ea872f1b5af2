'use strict';

// Common to POSIX and Windows paths: folding `.` and `..`, and formatting a parsed path.

const {
  ObjectDefineProperty,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
} = primordials;
const { validateObject } = require('internal/validators');

// Folds `.`, `..` and doubled separators of a path without root; `separator` is the only
// separator in it. `keepLeading`: a `..` that climbs above the start stays (relative paths).
function foldSegments(path, keepLeading, separator) {
  const length = path.length;
  let folded = '';
  let poppable = 0;  // segments at the end of `folded` that a `..` can take away
  for (let start = 0; start < length;) {
    let end = StringPrototypeIndexOf(path, separator, start);
    if (end === -1) end = length;
    const size = end - start;
    if (size === 2 && path[start] === '.' && path[start + 1] === '.') {
      if (poppable > 0) {
        const cut = StringPrototypeLastIndexOf(folded, separator);
        folded = cut === -1 ? '' : StringPrototypeSlice(folded, 0, cut);
        poppable--;
      } else if (keepLeading) {
        folded = folded === '' ? '..' : `${folded}${separator}..`;
      }
    } else if (size > 0 && !(size === 1 && path[start] === '.')) {
      const segment = StringPrototypeSlice(path, start, end);
      folded = folded === '' ? segment : `${folded}${separator}${segment}`;
      poppable++;
    }
    start = end + 1;
  }
  return folded;
}

function formatWith(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const { root, ext } = pathObject;
  const dir = pathObject.dir || root;
  const dot = ext && ext[0] !== '.' ? '.' : '';
  const base = pathObject.base || `${pathObject.name || ''}${dot}${ext || ''}`;
  if (!dir) return base;
  return dir === root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

// `path.format` of both kinds has the same name and one parameter.
function makeFormat(separator) {
  const format = (pathObject) => formatWith(separator, pathObject);
  ObjectDefineProperty(format, 'name', { __proto__: null, value: 'bound _format' });
  return format;
}

// Where the last segment's extension starts, or -1: a leading dot (`.bashrc`) starts none,
// and `..` has none either.
function extensionStart(base) {
  const dot = StringPrototypeLastIndexOf(base, '.');
  return dot <= 0 || base === '..' ? -1 : dot;
}

// A segment without `suffix`, unless it is nothing but the suffix.
function withoutSuffix(base, suffix) {
  const cut = base.length - suffix.length;
  return cut > 0 && StringPrototypeSlice(base, cut) === suffix ? StringPrototypeSlice(base, 0, cut) : base;
}

module.exports = { foldSegments, makeFormat, extensionStart, withoutSuffix };
