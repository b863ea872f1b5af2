'use strict';

// The entries of a Map or Set iterator, which it has yet to give, and of weak collections: V8 tells them without moving the iterator.
// What is asked about goes to Python in the cell that both can reach, the async context, and so does the answer (engine/v8.py).

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
