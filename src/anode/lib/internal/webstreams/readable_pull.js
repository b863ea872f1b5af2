'use strict';

// The common part of ReadableStreamDefaultController and ReadableByteStreamController: when the source is asked for more, and the end after
// an error.

const { PromisePrototypeThen, PromiseResolve } = primordials;

const ops = require('internal/webstreams/readable_operations');
const { kState } = require('internal/webstreams/brand');
const { resetQueue } = require('internal/webstreams/sized_queue');

function canCloseOrEnqueue(controller) {
  const c = controller[kState];
  return !c.closeRequested && c.stream[kState].state === 'readable';
}

function desiredSize(controller) {
  const c = controller[kState];
  const { state } = c.stream[kState];
  if (state === 'errored') return null;
  return state === 'closed' ? 0 : c.highWaterMark - c.queueTotalSize;
}

function shouldPull(controller) {
  const c = controller[kState];
  if (!c.started || !canCloseOrEnqueue(controller)) return false;
  if (ops.isLocked(c.stream) && ops.requestCount(c.stream) > 0) return true;
  return desiredSize(controller) > 0;
}

function pullIfNeeded(controller) {
  if (!shouldPull(controller)) return;
  const c = controller[kState];
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  PromisePrototypeThen(c.pullAlgorithm(controller), () => {
    c.pulling = false;
    if (c.pullAgain) {
      c.pullAgain = false;
      pullIfNeeded(controller);
    }
  }, (error) => fail(controller, error));
}

function start(controller, algorithms) {
  PromisePrototypeThen(PromiseResolve(algorithms.start(controller)), () => {
    controller[kState].started = true;
    pullIfNeeded(controller);
  }, (error) => fail(controller, error));
}

function clearAlgorithms(controller) {
  const c = controller[kState];
  c.pullAlgorithm = c.cancelAlgorithm = c.sizeAlgorithm = undefined;
}

// The BYOB request of a byte controller is no longer usable.
function invalidateRequest(controller) {
  const c = controller[kState];
  if (c.byobRequest === null) return;
  c.byobRequest[kState].controller = undefined;
  c.byobRequest[kState].view = null;
  c.byobRequest = null;
}

function clearPendingPullIntos(controller) {
  invalidateRequest(controller);
  controller[kState].pendingPullIntos = [];
}

function fail(controller, error) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable') return;
  if (c.pendingPullIntos !== undefined) clearPendingPullIntos(controller);
  resetQueue(c);
  clearAlgorithms(controller);
  ops.fail(c.stream, error);
}

module.exports = {
  canCloseOrEnqueue, clearAlgorithms, clearPendingPullIntos, desiredSize, fail, invalidateRequest, pullIfNeeded, shouldPull, start,
};
