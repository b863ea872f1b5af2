'use strict';

// Lists of algorithm names, as getCiphers(), getHashes() and getCurves() return them.

const { ArrayFrom, ArrayPrototypeSort, SafeMap, StringPrototypeToLowerCase } = primordials;

// Calls `list` once; each call of the result returns a copy, which a program may change.
function cachedResult(list) {
  let result;
  return () => {
    result ??= list();
    const copy = [];
    for (let i = 0; i < result.length; i++) copy[i] = result[i];
    return copy;
  };
}

// Sorted, and without names that differ only in case; with `low` in lower case.
function filterDuplicateStrings(items, low) {
  const seen = new SafeMap();
  for (let i = 0; i < items.length; i++) {
    const key = StringPrototypeToLowerCase(items[i]);
    seen.set(key, low ? key : items[i]);
  }
  return ArrayPrototypeSort(ArrayFrom(seen.values()));
}

module.exports = { cachedResult, filterDuplicateStrings };
