'use strict';

// Performance entries of type 'net': the duration of connecting. Without an observer nothing is recorded.

const { hasObserver, enqueue } = require('internal/perf/observe');
const { makeNodeEntry, now } = require('internal/perf/entries');

const begin = () => hasObserver('net') ? now() : -1;

function end(start, host, port) {
  if (start >= 0) enqueue(makeNodeEntry('connect', 'net', start, now() - start, { host, port }));
}

module.exports = { begin, end };
