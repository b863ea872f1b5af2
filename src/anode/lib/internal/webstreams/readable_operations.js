'use strict';

// The operations of every ReadableStream, whatever its controller (https://streams.spec.whatwg.org/#rs-abstract-ops). A controller has
// three methods for them: [kPull](request) reads a chunk, [kCancel](reason) and [kRelease](). A request has chunk(value), close(value) and
// error(reason).

const {
  ArrayPrototypePush, ArrayPrototypeShift, PromisePrototypeThen, PromiseReject, PromiseResolve, PromiseWithResolvers, Symbol,
} = primordials;

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { kState } = require('internal/webstreams/brand');
const { nop, rejectedRecord, resolvedRecord, settleRejected } = require('internal/webstreams/promises');

const kPull = Symbol('kPull');
const kCancel = Symbol('kCancel');
const kRelease = Symbol('kRelease');

function createState() {
  return {
    __proto__: null,
    state: 'readable',
    disturbed: false,
    reader: undefined,
    controller: undefined,
    storedError: undefined,
    closedPromise: undefined,  // made when node:stream's finished() needs it
  };
}

const isLocked = (stream) => stream[kState].reader !== undefined;

class PromiseRequest {
  constructor() {
    const { promise, resolve, reject } = PromiseWithResolvers();
    this.promise = promise;
    this.resolve = resolve;
    this.reject = reject;
  }

  chunk(value) {
    this.resolve({ value, done: false });
  }

  close(value) {
    this.resolve({ value, done: true });
  }

  error(reason) {
    this.reject(reason);
  }
}

// --- readers: { stream, readRequests, closed, byob } --------------------------------------------

function createReaderState(byob) {
  return { __proto__: null, stream: undefined, readRequests: [], closed: undefined, byob };
}

function attachReader(reader, stream) {
  if (isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
  const s = stream[kState];
  const r = reader[kState];
  s.reader = reader;
  r.stream = stream;
  if (s.state === 'readable') r.closed = PromiseWithResolvers();
  else if (s.state === 'closed') r.closed = resolvedRecord();
  else r.closed = rejectedRecord(s.storedError);
}

function detachReader(reader) {
  const r = reader[kState];
  const { stream } = r;
  const error = new ERR_INVALID_STATE.TypeError('Reader released');
  if (stream[kState].state === 'readable') settleRejected(r.closed, error);
  else r.closed = rejectedRecord(error);
  stream[kState].controller[kRelease]();
  stream[kState].reader = undefined;
  r.stream = undefined;
}

function releaseReader(reader) {
  detachReader(reader);
  failRequests(reader, new ERR_INVALID_STATE.TypeError('Releasing reader'));
}

function failRequests(reader, error) {
  const r = reader[kState];
  const { readRequests: requests } = r;
  r.readRequests = [];
  for (let i = 0; i < requests.length; i++) requests[i].error(error);
}

function hasReader(stream, byob) {
  return stream[kState].reader?.[kState].byob === byob;
}

const requestCount = (stream) => stream[kState].reader[kState].readRequests.length;

function addRequest(stream, request) {
  ArrayPrototypePush(stream[kState].reader[kState].readRequests, request);
}

function fulfillRequest(stream, chunk, done) {
  const request = ArrayPrototypeShift(stream[kState].reader[kState].readRequests);
  if (done) request.close(chunk);
  else request.chunk(chunk);
}

function readDefault(reader, request) {
  const { stream } = reader[kState];
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'closed') request.close(undefined);
  else if (s.state === 'errored') request.error(s.storedError);
  else s.controller[kPull](request);
}

// --- the stream -----------------------------------------------------------------------------

function cancel(stream, reason) {
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'closed') return PromiseResolve();
  if (s.state === 'errored') return PromiseReject(s.storedError);
  close(stream);
  const { reader } = s;
  if (reader?.[kState].byob) {
    const { readRequests: requests } = reader[kState];
    reader[kState].readRequests = [];
    for (let i = 0; i < requests.length; i++) requests[i].close(undefined);
  }
  return PromisePrototypeThen(s.controller[kCancel](reason), nop);
}

function close(stream) {
  const s = stream[kState];
  s.state = 'closed';
  s.closedPromise?.resolve?.();
  const { reader } = s;
  if (reader === undefined) return;
  reader[kState].closed.resolve?.();
  if (!reader[kState].byob) {
    const { readRequests: requests } = reader[kState];
    reader[kState].readRequests = [];
    for (let i = 0; i < requests.length; i++) requests[i].close(undefined);
  }
}

function fail(stream, error) {
  const s = stream[kState];
  s.state = 'errored';
  s.storedError = error;
  settleRejected(s.closedPromise, error);
  const { reader } = s;
  if (reader === undefined) return;
  settleRejected(reader[kState].closed, error);
  failRequests(reader, error);
}

module.exports = {
  PromiseRequest,
  addRequest,
  attachReader,
  cancel,
  close,
  createReaderState,
  createState,
  fail,
  fulfillRequest,
  hasReader,
  isLocked,
  kCancel,
  kPull,
  kRelease,
  readDefault,
  releaseReader,
  requestCount,
};
