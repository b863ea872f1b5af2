'use strict';

const { markAsUncloneable, markAsUntransferable, isMarkedAsUntransferable } = require('internal/worker/clone');
const { BroadcastChannel } = require('internal/worker/broadcast_channel');
const { MessageChannel, MessagePort, moveMessagePortToContext, receiveMessageOnPort } = require('internal/worker/io');
const { SHARE_ENV, Worker } = require('internal/worker');
const { getEnvironmentData, setEnvironmentData } = require('internal/worker/environment');
const { postMessageToThread } = require('internal/worker/messaging');
const { isMainThread, parentPort, resourceLimits, threadId, threadName, workerData } = require('internal/worker/this_thread');

module.exports = {
  isInternalThread: false,
  isMainThread,
  MessagePort,
  MessageChannel,
  markAsUncloneable,
  markAsUntransferable,
  isMarkedAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits,
  postMessageToThread,
  threadId,
  threadName,
  SHARE_ENV,
  Worker,
  parentPort,
  workerData,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
  locks: require('internal/locks').locks,
};
