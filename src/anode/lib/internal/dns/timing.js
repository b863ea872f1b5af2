'use strict';

// Performance entries of type 'dns'. `begin` returns undefined without an observer.

function begin(name, detail) {
  const { enqueue, hasObserver } = require('internal/perf/observe');
  if (!hasObserver('dns')) return undefined;
  const { makeNodeEntry, now } = require('internal/perf/entries');
  const start = now();
  return (found) => enqueue(makeNodeEntry(name, 'dns', start, now() - start, { ...detail, ...found }));
}

module.exports = { begin };
