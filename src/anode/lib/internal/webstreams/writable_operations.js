'use strict';

// The abstract operations of WritableStream (https://streams.spec.whatwg.org/#ws-abstract-ops).
// A stream is 'writable', then 'erroring' while a write is still under way, then 'errored'; or 'closed'.

const { ArrayPrototypePush, ArrayPrototypeShift, PromisePrototypeThen, PromiseReject, PromiseResolve, PromiseWithResolvers } = primordials;

const assert = require('internal/assert');
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { dequeue, enqueueWithSize, resetQueue } = require('internal/webstreams/sized_queue');
const { kState } = require('internal/webstreams/brand');
const { rejectedRecord, resolvedRecord, settleRejected } = require('internal/webstreams/promises');

function createState() {
  return {
    __proto__: null,
    state: 'writable',
    backpressure: false,
    writer: undefined,
    controller: undefined,
    storedError: undefined,
    closedPromise: undefined,     // made when node:stream's finished() needs it
    writeRequests: [],
    inFlightWriteRequest: undefined,
    closeRequest: undefined,
    inFlightCloseRequest: undefined,
    pendingAbortRequest: undefined,
  };
}

const isLocked = (stream) => stream[kState].writer !== undefined;

function closeQueuedOrInFlight(stream) {
  const s = stream[kState];
  return s.closeRequest !== undefined || s.inFlightCloseRequest !== undefined;
}

function hasOperationInFlight(s) {
  return s.inFlightWriteRequest !== undefined || s.inFlightCloseRequest !== undefined;
}

function abort(stream, reason) {
  const s = stream[kState];
  if (s.state === 'closed' || s.state === 'errored') return PromiseResolve();
  s.controller[kState].abortController.abort(reason);
  // The signal's listeners may have changed the state.
  if (s.state === 'closed' || s.state === 'errored') return PromiseResolve();
  if (s.pendingAbortRequest !== undefined) return s.pendingAbortRequest.record.promise;
  const wasAlreadyErroring = s.state === 'erroring';
  const record = PromiseWithResolvers();
  s.pendingAbortRequest = { record, reason: wasAlreadyErroring ? undefined : reason, wasAlreadyErroring };
  if (!wasAlreadyErroring) startErroring(stream, reason);
  return record.promise;
}

function close(stream) {
  const s = stream[kState];
  if (s.state === 'closed' || s.state === 'errored') {
    return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  const { promise } = s.closeRequest = PromiseWithResolvers();
  if (s.writer !== undefined && s.backpressure && s.state === 'writable') s.writer[kState].ready.resolve?.();
  controllerClose(s.controller);
  return promise;
}

function addWriteRequest(stream) {
  const record = PromiseWithResolvers();
  ArrayPrototypePush(stream[kState].writeRequests, record);
  return record.promise;
}

function dealWithRejection(stream, error) {
  if (stream[kState].state === 'writable') startErroring(stream, error);
  else finishErroring(stream);
}

function startErroring(stream, reason) {
  const s = stream[kState];
  s.state = 'erroring';
  s.storedError = reason;
  if (s.writer !== undefined) ensureReadyRejected(s.writer, reason);
  if (!hasOperationInFlight(s) && s.controller[kState].started) finishErroring(stream);
}

function finishErroring(stream) {
  const s = stream[kState];
  s.state = 'errored';
  resetQueue(s.controller[kState]);
  const requests = s.writeRequests;
  s.writeRequests = [];
  for (let i = 0; i < requests.length; i++) requests[i].reject(s.storedError);
  if (s.pendingAbortRequest === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  const { record, reason, wasAlreadyErroring } = s.pendingAbortRequest;
  s.pendingAbortRequest = undefined;
  if (wasAlreadyErroring) {
    record.reject(s.storedError);
    rejectCloseAndClosed(stream);
    return;
  }
  const { abortAlgorithm } = s.controller[kState];
  clearAlgorithms(s.controller);
  PromisePrototypeThen(abortAlgorithm(reason), () => {
    record.resolve();
    rejectCloseAndClosed(stream);
  }, (error) => {
    record.reject(error);
    rejectCloseAndClosed(stream);
  });
}

function rejectCloseAndClosed(stream) {
  const s = stream[kState];
  if (s.closeRequest !== undefined) {
    s.closeRequest.reject(s.storedError);
    s.closeRequest = undefined;
  }
  settleRejected(s.closedPromise, s.storedError);
  settleRejected(s.writer?.[kState].close, s.storedError);
}

function finishInFlightWrite(stream, error, failed) {
  const s = stream[kState];
  const request = s.inFlightWriteRequest;
  s.inFlightWriteRequest = undefined;
  if (!failed) {
    request.resolve();
    return;
  }
  request.reject(error);
  dealWithRejection(stream, error);
}

function finishInFlightClose(stream) {
  const s = stream[kState];
  s.inFlightCloseRequest.resolve();
  s.inFlightCloseRequest = undefined;
  if (s.state === 'erroring') {
    s.storedError = undefined;
    s.pendingAbortRequest?.record.resolve();
    s.pendingAbortRequest = undefined;
  }
  s.state = 'closed';
  s.writer?.[kState].close.resolve?.();
  s.closedPromise?.resolve?.();
}

function finishInFlightCloseWithError(stream, error) {
  const s = stream[kState];
  s.inFlightCloseRequest.reject(error);
  s.inFlightCloseRequest = undefined;
  s.pendingAbortRequest?.record.reject(error);
  s.pendingAbortRequest = undefined;
  dealWithRejection(stream, error);
}

function updateBackpressure(stream, backpressure) {
  const s = stream[kState];
  if (s.writer !== undefined && s.backpressure !== backpressure) {
    const w = s.writer[kState];
    if (backpressure) w.ready = PromiseWithResolvers();
    else w.ready.resolve?.();
  }
  s.backpressure = backpressure;
}

// --- the writer -----------------------------------------------------------------------------

function setupWriter(writer, stream) {
  if (isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
  const s = stream[kState];
  s.writer = writer;
  const w = writer[kState];
  w.stream = stream;
  switch (s.state) {
    case 'writable':
      w.ready = !closeQueuedOrInFlight(stream) && s.backpressure ? PromiseWithResolvers() : resolvedRecord();
      w.close = PromiseWithResolvers();
      break;
    case 'erroring':
      w.ready = rejectedRecord(s.storedError);
      w.close = PromiseWithResolvers();
      break;
    case 'closed':
      w.ready = resolvedRecord();
      w.close = resolvedRecord();
      break;
    default:
      w.ready = rejectedRecord(s.storedError);
      w.close = rejectedRecord(s.storedError);
  }
}

// A promise that is settled already is replaced by a rejected one.
function ensureRejected(w, key, error) {
  const record = w[key];
  if (record.reject !== undefined) {
    const { getPromiseDetails } = require('internal/engine');
    if (getPromiseDetails(record.promise)[0] === 0) {
      settleRejected(record, error);
      return;
    }
  }
  w[key] = rejectedRecord(error);
}

function ensureReadyRejected(writer, error) {
  ensureRejected(writer[kState], 'ready', error);
}

function ensureClosedRejected(writer, error) {
  ensureRejected(writer[kState], 'close', error);
}

function writerWrite(writer, chunk) {
  const { stream } = writer[kState];
  const s = stream[kState];
  const { controller } = s;
  const size = chunkSize(controller, chunk);
  if (stream !== writer[kState].stream) {
    return PromiseReject(new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams'));
  }
  if (s.state === 'errored') return PromiseReject(s.storedError);
  if (closeQueuedOrInFlight(stream) || s.state === 'closed') {
    return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (s.state === 'erroring') return PromiseReject(s.storedError);
  const promise = addWriteRequest(stream);
  controllerWrite(controller, chunk, size);
  return promise;
}

function writerRelease(writer) {
  const w = writer[kState];
  const error = new ERR_INVALID_STATE.TypeError('Writer has been released');
  ensureReadyRejected(writer, error);
  ensureClosedRejected(writer, error);
  w.stream[kState].writer = undefined;
  w.stream = undefined;
}

function writerCloseWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const s = stream[kState];
  if (closeQueuedOrInFlight(stream) || s.state === 'closed') return PromiseResolve();
  if (s.state === 'errored') return PromiseReject(s.storedError);
  return close(stream);
}

function writerDesiredSize(writer) {
  const s = writer[kState].stream[kState];
  if (s.state === 'errored' || s.state === 'erroring') return null;
  return s.state === 'closed' ? 0 : desiredSize(s.controller);
}

// --- the controller -------------------------------------------------------------------------

function setupController(stream, controller, algorithms, highWaterMark, sizeAlgorithm) {
  const { AbortController } = require('internal/abort_controller');
  const c = controller[kState] = {
    __proto__: null,
    stream,
    abortController: new AbortController(),
    started: false,
    highWaterMark,
    sizeAlgorithm,
    writeAlgorithm: algorithms.write,
    closeAlgorithm: algorithms.close,
    abortAlgorithm: algorithms.abort,
    queue: [],
    queueTotalSize: 0,
  };
  stream[kState].controller = controller;
  updateBackpressure(stream, hasBackpressure(controller));
  PromisePrototypeThen(PromiseResolve(algorithms.start(controller)), () => {
    c.started = true;
    advance(controller);
  }, (error) => {
    c.started = true;
    dealWithRejection(stream, error);
  });
}

function clearAlgorithms(controller) {
  const c = controller[kState];
  c.writeAlgorithm = c.closeAlgorithm = c.abortAlgorithm = c.sizeAlgorithm = undefined;
}

const desiredSize = (controller) => controller[kState].highWaterMark - controller[kState].queueTotalSize;
const hasBackpressure = (controller) => desiredSize(controller) <= 0;

function chunkSize(controller, chunk) {
  const { sizeAlgorithm } = controller[kState];
  if (sizeAlgorithm === undefined) return 1;  // closed or errored: the write fails anyway
  try {
    return sizeAlgorithm(chunk);
  } catch (error) {
    errorIfNeeded(controller, error);
    return 1;
  }
}

const kCloseSentinel = { __proto__: null };

function controllerClose(controller) {
  enqueueWithSize(controller[kState], kCloseSentinel, 0);
  advance(controller);
}

function controllerWrite(controller, chunk, size) {
  const c = controller[kState];
  try {
    enqueueWithSize(c, chunk, size);
  } catch (error) {
    errorIfNeeded(controller, error);
    return;
  }
  if (!closeQueuedOrInFlight(c.stream) && c.stream[kState].state === 'writable') {
    updateBackpressure(c.stream, hasBackpressure(controller));
  }
  advance(controller);
}

function advance(controller) {
  const c = controller[kState];
  const s = c.stream[kState];
  if (!c.started || s.inFlightWriteRequest !== undefined) return;
  if (s.state === 'erroring') {
    finishErroring(c.stream);
    return;
  }
  if (c.queue.length === 0) return;
  const { value } = c.queue[0];
  if (value === kCloseSentinel) processClose(controller);
  else processWrite(controller, value);
}

function processClose(controller) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  s.inFlightCloseRequest = s.closeRequest;
  s.closeRequest = undefined;
  dequeue(c);
  assert(c.queue.length === 0);
  const done = c.closeAlgorithm();
  clearAlgorithms(controller);
  PromisePrototypeThen(done, () => finishInFlightClose(stream), (error) => finishInFlightCloseWithError(stream, error));
}

function processWrite(controller, chunk) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  s.inFlightWriteRequest = ArrayPrototypeShift(s.writeRequests);
  PromisePrototypeThen(c.writeAlgorithm(chunk, controller), () => {
    finishInFlightWrite(stream, undefined, false);
    dequeue(c);
    if (!closeQueuedOrInFlight(stream) && s.state === 'writable') updateBackpressure(stream, hasBackpressure(controller));
    advance(controller);
  }, (error) => {
    if (s.state === 'writable') clearAlgorithms(controller);
    finishInFlightWrite(stream, error, true);
  });
}

function controllerError(controller, error) {
  const { stream } = controller[kState];
  clearAlgorithms(controller);
  startErroring(stream, error);
}

function errorIfNeeded(controller, error) {
  if (controller[kState].stream[kState].state === 'writable') controllerError(controller, error);
}

module.exports = {
  abort,
  close,
  closeQueuedOrInFlight,
  createState,
  errorIfNeeded,
  isLocked,
  setupController,
  setupWriter,
  writerCloseWithErrorPropagation,
  writerDesiredSize,
  writerRelease,
  writerWrite,
};
