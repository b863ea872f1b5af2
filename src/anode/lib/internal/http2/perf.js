'use strict';

// Performance entries of type 'http2'. Streams are timed only while there is an observer.

const { ObjectDefineProperty, ObjectKeys } = primordials;

const { deprecate } = require('internal/util/deprecation');
const { enqueue, hasObserver } = require('internal/perf/observe');
const { makeNodeEntry, now } = require('internal/perf/entries');

const MESSAGE = 'Custom PerformanceEntry accessors are deprecated. Please use the detail property.';

const streamStats = () => !hasObserver('http2') ? undefined : {
  start: now(), timeToFirstHeader: 0, timeToFirstByte: 0, timeToFirstByteSent: 0, bytesRead: 0, bytesWritten: 0,
};

// The values are in `detail`. The entry's own properties with these values are deprecated.
function report(name, start, duration, detail) {
  const entry = makeNodeEntry(name, 'http2', start, duration, detail);
  const values = { __proto__: null, ...detail };
  const keys = ObjectKeys(detail);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    ObjectDefineProperty(entry, key, {
      __proto__: null, configurable: true, enumerable: true,
      get: deprecate(() => values[key], MESSAGE, 'DEP0152'),
      set: deprecate((value) => { values[key] = value; }, MESSAGE, 'DEP0152'),
    });
  }
  enqueue(entry);
}

function streamEnded(connection, stream) {
  const { stats } = stream;
  if (stats === undefined) return;
  const duration = now() - stats.start;
  const all = connection.stats;
  all.ended++;
  all.averageDuration += (duration - all.averageDuration) / all.ended;
  if (!hasObserver('http2')) return;
  report('Http2Stream', stats.start, duration, {
    bytesRead: stats.bytesRead, bytesWritten: stats.bytesWritten, id: stream.id, timeToFirstByte: stats.timeToFirstByte,
    timeToFirstByteSent: stats.timeToFirstByteSent, timeToFirstHeader: stats.timeToFirstHeader,
  });
}

function sessionEnded(connection) {
  if (!hasObserver('http2')) return;
  const { stats } = connection;
  report('Http2Session', stats.start, now() - stats.start, {
    bytesRead: stats.bytesRead, bytesWritten: stats.bytesWritten, framesReceived: stats.framesReceived,
    framesSent: connection.output.frames, maxConcurrentStreams: stats.maxConcurrent, pingRTT: stats.pingRTT,
    streamAverageDuration: stats.averageDuration, streamCount: stats.streamCount, type: connection.isServer ? 'server' : 'client',
  });
}

module.exports = { streamStats, streamEnded, sessionEnded };
