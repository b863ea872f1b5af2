'use strict';

const { SafeMap, SymbolFor } = primordials;

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const clone = require('internal/worker/clone');
const {
  BroadcastChannel, MessageChannel, MessagePort, moveMessagePortToContext, receiveMessageOnPort,
} = require('internal/worker/io');

const SHARE_ENV = SymbolFor('nodejs.worker_threads.SHARE_ENV');

class Worker extends require('events') {
  constructor(filename, options = {}) {
    super();
    if (typeof filename !== 'string' && !(filename instanceof require('internal/url').URL)) {
      throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
    }
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('new Worker()');
  }
}

// There are no other threads to send to.
async function postMessageToThread(threadId, value, transferList, timeout) {
  const { codes: { ERR_WORKER_MESSAGING_FAILED, ERR_WORKER_MESSAGING_SAME_THREAD } } = require('internal/errors');
  const { validateNumber } = require('internal/validators');
  if (typeof transferList === 'number' && timeout === undefined) timeout = transferList;
  if (timeout !== undefined) validateNumber(timeout, 'timeout', 0);
  if (threadId === 0) throw new ERR_WORKER_MESSAGING_SAME_THREAD();
  throw new ERR_WORKER_MESSAGING_FAILED();
}

const environmentData = new SafeMap();

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUncloneable: clone.markAsUncloneable,
  markAsUntransferable: clone.markAsUntransferable,
  isMarkedAsUntransferable: clone.isMarkedAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread,
  threadId: 0,
  threadName: '',
  SHARE_ENV,
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData: (key) => environmentData.get(key),
};
