'use strict';

// What something is that may be a stream, and how far it has come. A stream need not be one of
// ours: old userland streams, HTTP messages and web streams are all asked the same questions.
// A question that makes no sense for the object answers null.

const { Symbol, SymbolAsyncIterator, SymbolFor, SymbolIterator } = primordials;

// Objects that are no streams of ours may answer for themselves through these.
const kIsDestroyed = SymbolFor('nodejs.stream.destroyed');
const kIsErrored = SymbolFor('nodejs.stream.errored');
const kIsReadable = SymbolFor('nodejs.stream.readable');
const kIsWritable = SymbolFor('nodejs.stream.writable');
const kIsDisturbed = SymbolFor('nodejs.stream.disturbed');
const kIsClosedPromise = SymbolFor('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = SymbolFor('nodejs.webstream.controllerErrorFunction');

const kOnConstructed = Symbol('kOnConstructed');

// Both sides keep their flags in one small integer, state[kState]. These bits mean the same in both.
const kState = Symbol('kState');
const kObjectMode = 1 << 0;
const kErrorEmitted = 1 << 1;
const kAutoDestroy = 1 << 2;
const kEmitClose = 1 << 3;
const kDestroyed = 1 << 4;
const kClosed = 1 << 5;
const kCloseEmitted = 1 << 6;
const kErrored = 1 << 7;
const kConstructed = 1 << 8;

/** A property that reads and writes one bit of state[kState]. */
function bit(mask) {
  return {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & mask) !== 0; },
    set(value) {
      if (value) this[kState] |= mask;
      else this[kState] &= ~mask;
    },
  };
}

/** A property whose value is kept under `key`, and whose bit says whether there is one. */
function optional(mask, key) {
  return {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & mask) !== 0 ? this[key] : null; },
    set(value) {
      if (value) {
        this[key] = value;
        this[kState] |= mask;
      } else {
        this[kState] &= ~mask;
      }
    },
  };
}

/** `defaultEncoding`: one bit for the usual utf8, `key` for any other. */
function encodingOr(mask, key) {
  return {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & mask) !== 0 ? 'utf8' : this[key]; },
    set(value) {
      if (value === 'utf8' || value === 'utf-8') {
        this[kState] |= mask;
      } else {
        this[kState] &= ~mask;
        this[key] = value;
      }
    },
  };
}

// --- kinds ----------------------------------------------------------------------------------

const isFunction = (value) => typeof value === 'function';

function isReadableNodeStream(obj, strict = false) {
  if (!obj || !isFunction(obj.pipe) || !isFunction(obj.on)) return false;
  if (strict && !(isFunction(obj.pause) && isFunction(obj.resume))) return false;
  // A Writable has `pipe` too, and a Duplex may have no readable side.
  return !obj._writableState || (!!obj._readableState && obj._readableState.readable !== false);
}

function isWritableNodeStream(obj) {
  return !!obj && isFunction(obj.write) && isFunction(obj.on) &&
    (!obj._readableState || obj._writableState?.writable !== false);
}

function isDuplexNodeStream(obj) {
  return !!obj && isFunction(obj.pipe) && !!obj._readableState && isFunction(obj.on) && isFunction(obj.write);
}

function isNodeStream(obj) {
  return obj && (obj._readableState || obj._writableState ||
    (isFunction(obj.on) && (isFunction(obj.write) || isFunction(obj.pipe))));
}

function isReadableStream(obj) {
  return !!obj && !isNodeStream(obj) &&
    isFunction(obj.pipeThrough) && isFunction(obj.getReader) && isFunction(obj.cancel);
}

function isWritableStream(obj) {
  return !!obj && !isNodeStream(obj) && isFunction(obj.getWriter) && isFunction(obj.abort);
}

function isTransformStream(obj) {
  return !!obj && !isNodeStream(obj) && typeof obj.readable === 'object' && typeof obj.writable === 'object';
}

function isWebStream(obj) {
  return isReadableStream(obj) || isWritableStream(obj) || isTransformStream(obj);
}

function isIterable(obj, isAsync) {
  if (obj == null) return false;
  return (isAsync !== false && isFunction(obj[SymbolAsyncIterator])) ||
    (isAsync !== true && isFunction(obj[SymbolIterator]));
}

function isOutgoingMessage(stream) {
  return typeof stream._closed === 'boolean' && typeof stream._defaultKeepAlive === 'boolean' &&
    typeof stream._removedConnection === 'boolean' && typeof stream._removedContLen === 'boolean';
}

function isServerResponse(stream) {
  return typeof stream._sent100 === 'boolean' && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return typeof stream._consuming === 'boolean' && typeof stream._dumped === 'boolean' &&
    stream.req?.upgradeOrConnect === undefined;
}

// --- progress -------------------------------------------------------------------------------

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return !!(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === 'boolean' ? state.ended : null;
}

/** `strict === false` also counts a stream that was ended with nothing left to write. */
function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== 'boolean') return null;
  return !!(state.finished || (strict === false && state.ended === true && state.length === 0));
}

function isReadableEnded(stream) {
  if (!isReadableNodeStream(stream)) return null;
  if (stream.readableEnded === true) return true;
  const state = stream._readableState;
  if (!state || state.errored) return false;
  return typeof state.ended === 'boolean' ? state.ended : null;
}

/** `strict === false` also counts a stream that has ended with nothing left to read. */
function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== 'boolean') return null;
  return !!(state.endEmitted || (strict === false && state.ended === true && state.length === 0));
}

function isReadable(stream) {
  if (stream && stream[kIsReadable] != null) return stream[kIsReadable];
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable && !isReadableFinished(stream);
}

function isWritable(stream) {
  if (stream && stream[kIsWritable] != null) return stream[kIsWritable];
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream);
}

function isFinished(stream, opts) {
  if (!isNodeStream(stream)) return null;
  return isDestroyed(stream) ||
    !((opts?.readable !== false && isReadable(stream)) || (opts?.writable !== false && isWritable(stream)));
}

function isWritableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

function isReadableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const writable = stream._writableState;
  const readable = stream._readableState;
  if (typeof writable?.closed === 'boolean' || typeof readable?.closed === 'boolean') {
    return writable?.closed || readable?.closed;
  }
  return isOutgoingMessage(stream) ? stream._closed : null;
}

function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  return !!(state.autoDestroy && state.emitClose && state.closed === false);
}

function isDisturbed(stream) {
  return !!(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

function isErrored(stream) {
  if (!stream) return false;
  const readable = stream._readableState;
  const writable = stream._writableState;
  return !!(stream[kIsErrored] ?? stream.readableErrored ?? stream.writableErrored ??
    readable?.errorEmitted ?? writable?.errorEmitted ?? readable?.errored ?? writable?.errored);
}

module.exports = {
  bit,
  encodingOr,
  isClosed,
  isDestroyed,
  isDisturbed,
  isDuplexNodeStream,
  isErrored,
  isFinished,
  isIterable,
  isNodeStream,
  isOutgoingMessage,
  isReadable,
  isReadableEnded,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isServerRequest,
  isServerResponse,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableEnded,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  kAutoDestroy,
  kCloseEmitted,
  kClosed,
  kConstructed,
  kControllerErrorFunction,
  kDestroyed,
  kEmitClose,
  kErrorEmitted,
  kErrored,
  kIsClosedPromise,
  kIsDestroyed,
  kIsDisturbed,
  kIsErrored,
  kIsReadable,
  kIsWritable,
  kObjectMode,
  kOnConstructed,
  kState,
  optional,
  willEmitClose,
};
