'use strict';

// structuredClone() and postMessage() for streams (https://streams.spec.whatwg.org/#transferrable-streams): a message channel whose ends
// are
// the source of one stream and the sink of another.

const { ObjectDefineProperties, PromisePrototypeThen, PromiseResolve, PromiseWithResolvers, Symbol } = primordials;
const { lazyDOMException } = require('internal/per_context/lazy_domexception');
const { kDeserialize, kTransfer, kTransferList, markClass } = require('internal/worker/js_transferable');

const kPorts = Symbol('kPorts');
const nop = () => {};

function post(port, type, value) {
  try {
    port.postMessage({ type, value });
  } catch (error) {
    if (type !== 'error') post(port, 'error', error);
    throw error;
  }
}

function gone(port) {
  port.onmessage = null;
  port.unref();
  port.close();
}

// The messages of a port as a stream. It keeps its thread alive only while a reader waits for a chunk, and never at the end that was given
// away (`quiet`): that one has no reader.
function readableOf(port, quiet = false) {
  const { ReadableStream } = require('internal/webstreams/readablestream');
  let waiting;
  const settle = () => {
    waiting?.resolve();
    waiting = undefined;
    port.unref();
  };
  return new ReadableStream({
    start(controller) {
      port.onmessage = ({ data: { type, value } }) => {
        if (type === 'chunk') {
          controller.enqueue(value);
        } else {
          if (type === 'close') controller.close();
          else controller.error(value);
          gone(port);
        }
        settle();
      };
      port.onmessageerror = ({ data }) => {
        const error = lazyDOMException('Internal transferred ReadableStream error', 'DataCloneError');
        post(port, 'error', error);
        controller.error(error);
        gone(port);
        settle();
      };
      port.unref();
    },
    pull() {
      waiting = PromiseWithResolvers();
      if (!quiet) port.ref();
      post(port, 'pull');
      return waiting.promise;
    },
    cancel(reason) {
      try {
        post(port, 'error', reason);
      } finally {
        gone(port);
      }
    },
  }, { highWaterMark: 0 });
}

// A stream whose chunks go into a port, when the other end wants them.
function writableOf(port, quiet = false) {
  const { WritableStream } = require('internal/webstreams/writablestream');
  let wanted = PromiseWithResolvers();
  const pulled = () => {
    wanted?.resolve();
    wanted = undefined;
    port.unref();
  };
  return new WritableStream({
    start(controller) {
      port.onmessage = ({ data: { type, value } }) => {
        if (type === 'error') controller.error(value);
        pulled();
      };
      port.onmessageerror = () => {
        const error = lazyDOMException('Internal transferred WritableStream error', 'DataCloneError');
        post(port, 'error', error);
        controller.error(error);
        gone(port);
      };
      port.unref();
    },
    write(chunk) {
      const ready = wanted === undefined ? PromiseResolve() : wanted.promise;
      if (!quiet) port.ref();
      return PromisePrototypeThen(ready, () => {
        port.unref();
        wanted = PromiseWithResolvers();
        try {
          post(port, 'chunk', chunk);
        } catch (error) {
          gone(port);
          throw error;
        }
      });
    },
    close() {
      post(port, 'close');
      gone(port);
    },
    abort(reason) {
      try {
        post(port, 'error', reason);
      } finally {
        gone(port);
      }
    },
  });
}

const handled = (promise) => PromisePrototypeThen(promise, nop, nop);
const locked = (stream) => lazyDOMException(`Cannot transfer a locked ${stream}`, 'DataCloneError');

function portsOf(stream) {
  const { MessageChannel } = require('internal/worker/io');
  return stream[kPorts] ??= new MessageChannel();
}

const hidden = (value) => ({ __proto__: null, value, enumerable: false, configurable: true });

function install(prototype, info, name, send) {
  markClass(prototype, false, true);
  ObjectDefineProperties(prototype, {
    [kTransferList]: hidden(function() {
      if (this.locked) throw locked(name);
      return [portsOf(this).port2];
    }),
    [kTransfer]: hidden(function() {
      const { port1, port2 } = portsOf(this);
      this[kPorts] = undefined;
      send(this, port1);
      return { data: { port: port2 }, deserializeInfo: `internal/webstreams/transfer:${info}` };
    }),
  });
}

function installReadable(prototype) {
  install(prototype, 'TransferredReadable', 'ReadableStream', (stream, port) => handled(stream.pipeTo(writableOf(port, true))));
}

function installWritable(prototype) {
  install(prototype, 'TransferredWritable', 'WritableStream', (stream, port) => handled(readableOf(port, true).pipeTo(stream)));
}

function installTransform(prototype) {
  markClass(prototype, false, true);
  ObjectDefineProperties(prototype, {
    [kTransferList]: hidden(function() {
      const { readable, writable } = this;
      return [readable, writable];
    }),
    [kTransfer]: hidden(function() {
      const { readable, writable } = this;
      return { data: { readable, writable }, deserializeInfo: 'internal/webstreams/transfer:TransferredTransform' };
    }),
  });
}

// The classes of these streams in a message: the engine makes an object of the class and calls its method.
class TransferredReadable {
  [kDeserialize]({ port }) { return readableOf(port); }
}
class TransferredWritable {
  [kDeserialize]({ port }) { return writableOf(port); }
}
class TransferredTransform {
  [kDeserialize]({ readable, writable }) {
    const { TransformStream } = require('internal/webstreams/transformstream');
    const { kState } = require('internal/webstreams/brand');
    const stream = new TransformStream();
    stream[kState].readable = readable;
    stream[kState].writable = writable;
    return stream;
  }
}

module.exports = { TransferredReadable, TransferredTransform, TransferredWritable, installReadable, installTransform, installWritable };
