'use strict';

// Performance entries of type 'http': the time from a client's request to its response, or from a request on the server to the end of its
// response. Times are taken only while a PerformanceObserver observes them.

const { Symbol } = primordials;
const { hasObserver, enqueue } = require('internal/perf/observe');
const { makeNodeEntry, now } = require('internal/perf/entries');

const kStart = Symbol('perfStart');

// `message` is the request on the client, the response on the server.
function begin(message) {
  if (hasObserver('http')) message[kStart] = now();
}

const isTimed = (message) => message[kStart] !== undefined;

function end(name, message, request, response) {
  const start = message[kStart];
  enqueue(makeNodeEntry(name, 'http', start, now() - start, {
    req: { method: request.method, url: request.url, headers: request.headers },
    res: { statusCode: response.statusCode, statusMessage: response.statusMessage, headers: response.headers },
  }));
}

module.exports = { begin, end, isTimed };
