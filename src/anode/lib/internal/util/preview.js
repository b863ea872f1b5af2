'use strict';

// The entries a Map or Set iterator has not yet given, and those of weak collections: V8 reads them without moving the iterator. The
// object goes to Python in the async context, which both sides can reach, and the answer comes back there (engine/v8/cell.py).

const { getAsyncContext, setAsyncContext } = require('internal/engine');

/** The entries, keys and values in turn where there are both; undefined where V8 cannot be asked. With `isIterator`, [entries, pairs]. */
function previewEntries(value, isIterator = false) {
  const before = getAsyncContext();
  setAsyncContext(value);
  const pairs = binding('engine').preview_entries();
  const entries = getAsyncContext();
  setAsyncContext(before);
  if (typeof pairs !== 'boolean') return undefined;
  return isIterator ? [entries, pairs] : entries;
}

module.exports = { previewEntries };
