'use strict';

// readable.pipeTo(writable) (https://streams.spec.whatwg.org/#readable-stream-pipe-to).

const { Promise, PromisePrototypeThen, PromiseResolve, PromiseWithResolvers, SafePromiseAll, SymbolDispose } = primordials;

const { AbortError, codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { readDefault, cancel, releaseReader } = require('internal/webstreams/readable_operations');
const writable = require('internal/webstreams/writable_operations');
const { kState } = require('internal/webstreams/brand');
const { markHandled, nop } = require('internal/webstreams/promises');

function pipeTo(source, dest, preventClose, preventAbort, preventCancel, signal) {
  const { ReadableStreamDefaultReader } = require('internal/webstreams/readable_readers');
  const { WritableStreamDefaultWriter } = require('internal/webstreams/writablestream');
  const reader = new ReadableStreamDefaultReader(source);
  const writer = new WritableStreamDefaultWriter(dest);
  const s = source[kState];
  const d = dest[kState];
  s.disturbed = true;
  const { promise, resolve, reject } = PromiseWithResolvers();
  let shuttingDown = false;
  let lastWrite = PromiseResolve();
  let abortListener;

  function finalize(failed, error) {
    writable.writerRelease(writer);
    releaseReader(reader);
    abortListener?.[SymbolDispose]();
    if (failed) reject(error);
    else resolve();
  }

  // Chunks that were read must be written before anything is closed.
  async function waitForWrites() {
    let waited;
    do {
      waited = lastWrite;
      await PromisePrototypeThen(waited, nop, nop);
    } while (waited !== lastWrite);
  }

  function shutdown(failed, error, action) {
    if (shuttingDown) return;
    shuttingDown = true;
    const act = () => {
      if (action === undefined) {
        finalize(failed, error);
        return;
      }
      PromisePrototypeThen(action(), () => finalize(failed, error), (other) => finalize(true, other));
    };
    if (d.state === 'writable' && !writable.closeQueuedOrInFlight(dest)) PromisePrototypeThen(waitForWrites(), act);
    else act();
  }

  function onAbort() {
    const error = signal.reason ?? new AbortError();
    shutdown(true, error, () => SafePromiseAll([
      !preventAbort && d.state === 'writable' ? writable.abort(dest, error) : PromiseResolve(),
      !preventCancel && s.state === 'readable' ? cancel(source, error) : PromiseResolve(),
    ]));
  }

  function onSourceError(error) {
    shutdown(true, error, preventAbort ? undefined : () => writable.abort(dest, error));
  }
  function onDestError(error) {
    shutdown(true, error, preventCancel ? undefined : () => cancel(source, error));
  }
  function onSourceClosed() {
    shutdown(false, undefined, preventClose ? undefined : () => writable.writerCloseWithErrorPropagation(writer));
  }

  function isOver() {
    if (shuttingDown) return true;
    if (s.state === 'errored') onSourceError(s.storedError);
    else if (d.state === 'erroring' || d.state === 'errored') onDestError(d.storedError);
    else if (s.state === 'closed') onSourceClosed();
    else if (writable.closeQueuedOrInFlight(dest) || d.state === 'closed') {
      const error = new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed');
      shutdown(true, error, preventCancel ? undefined : () => cancel(source, error));
    } else {
      return false;
    }
    return true;
  }

  async function pump() {
    while (!isOver()) {
      await PromisePrototypeThen(writer[kState].ready.promise, nop, nop);
      if (isOver()) return;
      if (!(await step())) return;
    }
  }

  // False at the end.
  function step() {
    return new Promise((resolveStep) => {
      readDefault(reader, {
        chunk(value) {
          // In a microtask: the chunk must be passed on before the reader may see an error.
          PromisePrototypeThen(PromiseResolve(), () => {
            lastWrite = writable.writerWrite(writer, value);
            markHandled(lastWrite);
            resolveStep(true);
          });
        },
        close() { resolveStep(false); },
        error() { resolveStep(false); },
      });
    });
  }

  if (signal !== undefined) {
    if (signal.aborted) {
      onAbort();
      return promise;
    }
    abortListener = require('internal/events/abort_listener').addAbortListener(signal, onAbort);
  }
  if (!isOver()) {
    PromisePrototypeThen(reader[kState].closed.promise, onSourceClosed, onSourceError);
    PromisePrototypeThen(writer[kState].close.promise, nop, onDestError);
    pump();
  }
  return promise;
}

module.exports = { pipeTo };
