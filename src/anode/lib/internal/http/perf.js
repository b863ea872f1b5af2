'use strict';

// Performance entries of type 'http': how long a message waited for its other half. Nothing is noted unless somebody observes.

const { Symbol } = primordials;
const { hasObserver, enqueue } = require('internal/perf/observe');
const { makeNodeEntry, now } = require('internal/perf/entries');

const kStart = Symbol('perfStart');

// `message` is the client's request, or the server's response.
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
