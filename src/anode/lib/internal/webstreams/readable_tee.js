'use strict';

// readable.tee() (https://streams.spec.whatwg.org/#abstract-opdef-readablestreamtee): two branches
// that both see every chunk. The source is cancelled when both of them are.

const {
  ArrayBufferPrototypeSlice,
  PromisePrototypeThen,
  PromiseResolve,
  PromiseWithResolvers,
  Uint8Array,
} = primordials;

const ops = require('internal/webstreams/readable_operations');
const byteController = require('internal/webstreams/readable_byte_controller');
const { byobRequest } = require('internal/webstreams/readable_byob_request');
const { fail } = require('internal/webstreams/readable_pull');
const { readInto, respond, respondWithNewView } = require('internal/webstreams/readable_pull_into');
const defaultController = require('internal/webstreams/readable_default_controller');
const { kState } = require('internal/webstreams/brand');
const { nop } = require('internal/webstreams/promises');
const { one } = require('internal/webstreams/strategy');

function soon(fn) {
  PromisePrototypeThen(PromiseResolve(), fn);
}

// Both branches share this: a reason each, and the promise of the source's cancellation.
function createCancel(stream) {
  const reasons = [undefined, undefined];
  const canceled = [false, false];
  const { promise, resolve } = PromiseWithResolvers();
  return {
    canceled,
    promise,
    resolve,
    cancel(branch, reason) {
      canceled[branch] = true;
      reasons[branch] = reason;
      if (canceled[1 - branch]) resolve(ops.cancel(stream, reasons));
      return promise;
    },
  };
}

function tee(stream) {
  return byteController.isReadableByteStreamController(stream[kState].controller) ? teeBytes(stream) : teeDefault(stream);
}

function teeDefault(stream) {
  const { ReadableStreamDefaultReader } = require('internal/webstreams/readable_readers');
  const { createReadableStream } = require('internal/webstreams/readablestream');
  const reader = new ReadableStreamDefaultReader(stream);
  const shared = createCancel(stream);
  let reading = false;
  let readAgain = false;
  const branches = [];

  async function pull() {
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    ops.readDefault(reader, {
      chunk(value) {
        soon(() => {
          readAgain = false;
          for (let i = 0; i < 2; i++) {
            if (!shared.canceled[i]) defaultController.enqueue(branches[i][kState].controller, value);
          }
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        for (let i = 0; i < 2; i++) {
          if (!shared.canceled[i]) defaultController.close(branches[i][kState].controller);
        }
        if (!shared.canceled[0] || !shared.canceled[1]) shared.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  for (let i = 0; i < 2; i++) {
    branches[i] = createReadableStream({ start: nop, pull, cancel: (reason) => shared.cancel(i, reason) }, 1, one);
  }
  PromisePrototypeThen(reader[kState].closed.promise, undefined, (error) => {
    for (let i = 0; i < 2; i++) fail(branches[i][kState].controller, error);
    if (!shared.canceled[0] || !shared.canceled[1]) shared.resolve();
  });
  return branches;
}

// Reads into the buffer of the branch that reads with one, and copies for the other.
function teeBytes(stream) {
  const { ReadableStreamBYOBReader, ReadableStreamDefaultReader } = require('internal/webstreams/readable_readers');
  const { createReadableByteStream } = require('internal/webstreams/readablestream');
  const shared = createCancel(stream);
  const branches = [];
  let reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  let readAgain = [false, false];
  const controllerOf = (branch) => branches[branch][kState].controller;

  function forwardErrors() {
    const mine = reader;
    PromisePrototypeThen(mine[kState].closed.promise, undefined, (error) => {
      if (mine !== reader) return;
      fail(controllerOf(0), error);
      fail(controllerOf(1), error);
      if (!shared.canceled[0] || !shared.canceled[1]) shared.resolve();
    });
  }

  function useReader(byob) {
    if (reader[kState].byob === byob) return;
    ops.releaseReader(reader);
    reader = byob ? new ReadableStreamBYOBReader(stream) : new ReadableStreamDefaultReader(stream);
    forwardErrors();
  }

  function failBoth(error) {
    fail(controllerOf(0), error);
    fail(controllerOf(1), error);
    shared.resolve(ops.cancel(stream, error));
  }

  function clone(chunk) {
    return new Uint8Array(ArrayBufferPrototypeSlice(chunk.buffer, chunk.byteOffset, chunk.byteOffset + chunk.byteLength));
  }

  function goOn() {
    reading = false;
    if (readAgain[0]) pull(0);
    else if (readAgain[1]) pull(1);
  }

  function closeBranches() {
    for (let i = 0; i < 2; i++) {
      if (!shared.canceled[i]) byteController.close(controllerOf(i));
    }
  }

  function pullDefault() {
    useReader(false);
    ops.readDefault(reader, {
      chunk(value) {
        soon(() => {
          readAgain = [false, false];
          let second = value;
          if (!shared.canceled[0] && !shared.canceled[1]) {
            try {
              second = clone(value);
            } catch (error) {
              failBoth(error);
              return;
            }
          }
          if (!shared.canceled[0]) byteController.enqueue(controllerOf(0), value);
          if (!shared.canceled[1]) byteController.enqueue(controllerOf(1), second);
          goOn();
        });
      },
      close() {
        reading = false;
        closeBranches();
        for (let i = 0; i < 2; i++) {
          if (controllerOf(i)[kState].pendingPullIntos.length > 0) respond(controllerOf(i), 0);
        }
        if (!shared.canceled[0] || !shared.canceled[1]) shared.resolve();
      },
      error() {
        reading = false;
      },
    });
  }

  function pullInto(view, branch) {
    useReader(true);
    const other = 1 - branch;
    const request = {
      chunk(value) {
        soon(() => {
          readAgain = [false, false];
          if (!shared.canceled[other]) {
            let copy;
            try {
              copy = clone(value);
            } catch (error) {
              failBoth(error);
              return;
            }
            if (!shared.canceled[branch]) respondWithNewView(controllerOf(branch), value);
            byteController.enqueue(controllerOf(other), copy);
          } else if (!shared.canceled[branch]) {
            respondWithNewView(controllerOf(branch), value);
          }
          goOn();
        });
      },
      close(value) {
        reading = false;
        closeBranches();
        if (value !== undefined) {
          if (!shared.canceled[branch]) respondWithNewView(controllerOf(branch), value);
          if (!shared.canceled[other] && controllerOf(other)[kState].pendingPullIntos.length > 0) {
            respond(controllerOf(other), 0);
          }
        }
        if (!shared.canceled[0] || !shared.canceled[1]) shared.resolve();
      },
      error() {
        reading = false;
      },
    };
    reader[kState].stream[kState].disturbed = true;
    const s = stream[kState];
    if (s.state === 'errored') request.error(s.storedError);
    else readInto(s.controller, view, 1, request);
  }

  async function pull(branch) {
    if (reading) {
      readAgain[branch] = true;
      return;
    }
    reading = true;
    const request = byobRequest(controllerOf(branch));
    if (request === null) pullDefault();
    else pullInto(request[kState].view, branch);
  }

  for (let i = 0; i < 2; i++) {
    branches[i] = createReadableByteStream({
      start: nop, pull: () => pull(i), cancel: (reason) => shared.cancel(i, reason),
    });
  }
  forwardErrors();
  return branches;
}

module.exports = { tee };
