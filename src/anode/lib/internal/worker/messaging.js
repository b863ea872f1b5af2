'use strict';

// Messages from any thread to any other: each thread has an inbox, and a sender waits for the answer on a port that goes with the message.

const { Promise } = primordials;

const { codes: {
  ERR_WORKER_MESSAGING_ERRORED, ERR_WORKER_MESSAGING_FAILED, ERR_WORKER_MESSAGING_SAME_THREAD, ERR_WORKER_MESSAGING_TIMEOUT,
} } = require('internal/errors');
const { validateNumber } = require('internal/validators');
const thisThread = require('internal/worker/this_thread');

const RECEIVED = 0, NO_LISTENERS = 1, ERRORED = 2;

let inbox;

// Listens to this thread's inbox, the main thread's if none is given. That does not keep the thread alive.
function listen(mailbox = binding('worker/messaging').inbox_open(0)) {
  inbox = require('internal/worker/endpoint').arrive(mailbox);
  inbox.adoptedBy({ deliver: answer, closed() {} });
  inbox.start();
}

function answer(message) {
  const { value: { value, source, port } } = require('internal/worker/clone').deserialize(message);
  let result = NO_LISTENERS;
  try {
    if (process.emit('workerMessage', value, source)) result = RECEIVED;
  } catch {
    result = ERRORED;
  }
  port.postMessage(result);
  port.close();
}

async function postMessageToThread(threadId, value, transferList, timeout) {
  if (typeof transferList === 'number' && timeout === undefined) {
    timeout = transferList;
    transferList = undefined;
  }
  if (timeout !== undefined) validateNumber(timeout, 'timeout', 0);
  if (threadId === thisThread.threadId) throw new ERR_WORKER_MESSAGING_SAME_THREAD();
  const { MessageChannel, readTransfer } = require('internal/worker/io');
  const { serialize } = require('internal/worker/clone');
  const { encode } = require('internal/worker/frame');
  const transfer = readTransfer(transferList);
  const { port1, port2 } = new MessageChannel();
  const message = { value, source: thisThread.threadId, port: port2 };
  const { frame, ends, parts } = encode(serialize(message, [port2, ...new primordials.SafeArrayIterator(transfer)]));
  if (!binding('worker/messaging').inbox_send(threadId, frame, ends, parts)) {
    port1.close();
    throw new ERR_WORKER_MESSAGING_FAILED();
  }
  const result = await reply(port1, timeout);
  port1.close();
  switch (result) {
    case RECEIVED: return;
    case ERRORED: throw new ERR_WORKER_MESSAGING_ERRORED();
    case undefined: throw new ERR_WORKER_MESSAGING_TIMEOUT();
    default: throw new ERR_WORKER_MESSAGING_FAILED();
  }
}

function reply(port, timeout) {
  return new Promise((resolve) => {
    let timer;
    const settle = (result) => {
      if (timer !== undefined) require('internal/timers/timeout').clearTimeout(timer);
      resolve(result);
    };
    port.on('message', settle);
    port.on('close', () => settle(NO_LISTENERS));
    if (timeout !== undefined) timer = require('internal/timers/timeout').setTimeout(settle, timeout);
  });
}

module.exports = { isListening: () => inbox !== undefined, listen, postMessageToThread };
