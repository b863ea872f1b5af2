'use strict';

// Performance entries of type 'http2'. Streams are timed only while somebody observes.

const { enqueue, hasObserver } = require('internal/perf/observe');
const { makeNodeEntry, now } = require('internal/perf/entries');

const streamStats = () => !hasObserver('http2') ? undefined : {
  start: now(), timeToFirstHeader: 0, timeToFirstByte: 0, timeToFirstByteSent: 0, bytesRead: 0, bytesWritten: 0,
};

function streamEnded(connection, stream) {
  const { stats } = stream;
  if (stats === undefined) return;
  const duration = now() - stats.start;
  const all = connection.stats;
  all.ended++;
  all.averageDuration += (duration - all.averageDuration) / all.ended;
  if (!hasObserver('http2')) return;
  enqueue(makeNodeEntry('Http2Stream', 'http2', stats.start, duration, {
    bytesRead: stats.bytesRead, bytesWritten: stats.bytesWritten, id: stream.id, timeToFirstByte: stats.timeToFirstByte,
    timeToFirstByteSent: stats.timeToFirstByteSent, timeToFirstHeader: stats.timeToFirstHeader,
  }));
}

function sessionEnded(connection) {
  if (!hasObserver('http2')) return;
  const { stats } = connection;
  enqueue(makeNodeEntry('Http2Session', 'http2', stats.start, now() - stats.start, {
    bytesRead: stats.bytesRead, bytesWritten: stats.bytesWritten, framesReceived: stats.framesReceived, framesSent: connection.output.frames,
    maxConcurrentStreams: stats.maxConcurrent, pingRTT: stats.pingRTT, streamAverageDuration: stats.averageDuration, streamCount: stats.streamCount,
    type: connection.isServer ? 'server' : 'client',
  }));
}

module.exports = { streamStats, streamEnded, sessionEnded };
