'use strict';

// Elements of arrays and typed arrays as Python's lists have them: negative indexes, slices, `del` that closes the gap.

const { ArrayIsArray, ArrayPrototypeSlice, ArrayPrototypeSplice, MathMax, MathMin, SafeSet, TypeError } = primordials;

const { List, Pair } = require('internal/interop/values');

// The answer to an index: whether there is such an element, and the element.
function getIndex(array, index) {
  const at = index < 0 ? index + array.length : index;
  return at >= 0 && at < array.length ? new Pair(true, array[at]) : new Pair(false, undefined);
}

// Like JavaScript's arrays, and unlike Python's lists, an array grows to an index beyond its end.
function setIndex(array, index, value) {
  const at = index < 0 ? index + array.length : index;
  if (at < 0) return false;
  array[at] = value;
  return true;
}

function deleteIndex(array, index) {
  const at = index < 0 ? index + array.length : index;
  if (at < 0 || at >= array.length) return false;
  if (!ArrayIsArray(array)) throw new TypeError('The elements of a typed array cannot be deleted');
  ArrayPrototypeSplice(array, at, 1);
  return true;
}

// The indexes of a slice of Python's, whose parts are numbers or null.
function indexes(length, start, stop, step) {
  const by = step ?? 1;
  const lowest = by < 0 ? -1 : 0;
  const highest = by < 0 ? length - 1 : length;
  const bound = (given, otherwise) => {
    if (given === null) return otherwise;
    return given < 0 ? MathMax(given + length, lowest) : MathMin(given, highest);
  };
  const end = bound(stop, by < 0 ? lowest : highest);
  const found = [];
  for (let i = bound(start, by < 0 ? highest : lowest); by < 0 ? i > end : i < end; i += by) found[found.length] = i;
  return found;
}

function getSlice(array, start, stop, step) {
  const at = indexes(array.length, start, stop, step);
  const items = [];
  for (let i = 0; i < at.length; i++) items[i] = array[at[i]];
  return new List(items);
}

// Puts `items` in place of `count` elements.
function replace(array, first, count, items) {
  const rest = ArrayPrototypeSlice(array, first + count);
  array.length = first;
  for (let i = 0; i < items.length; i++) array[first + i] = items[i];
  for (let i = 0; i < rest.length; i++) array[first + items.length + i] = rest[i];
}

// -1, or how many items there must be.
function setSlice(array, start, stop, step, items) {
  const at = indexes(array.length, start, stop, step);
  if ((step === null || step === 1) && ArrayIsArray(array) && at.length !== items.length) {
    const first = at.length > 0 ? at[0] : indexes(array.length, start, null, 1)[0] ?? array.length;
    replace(array, first, at.length, items);
    return -1;
  }
  if (at.length !== items.length) return at.length;
  for (let i = 0; i < at.length; i++) array[at[i]] = items[i];
  return -1;
}

function deleteSlice(array, start, stop, step) {
  if (!ArrayIsArray(array)) throw new TypeError('The elements of a typed array cannot be deleted');
  const at = indexes(array.length, start, stop, step);
  if (at.length === 0) return;
  const gone = new SafeSet(at);
  let kept = 0;
  const { length } = array;
  for (let i = 0; i < length; i++) {
    if (!gone.has(i)) array[kept++] = array[i];
  }
  array.length = kept;
}

module.exports = { deleteIndex, deleteSlice, getIndex, getSlice, setIndex, setSlice };
