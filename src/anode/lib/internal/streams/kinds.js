'use strict';

// The kind of an object: a stream of this runtime, an old userland stream, a web stream, an HTTP message, an iterable.

const { SymbolAsyncIterator, SymbolIterator } = primordials;

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

module.exports = {
  isDuplexNodeStream, isIterable, isNodeStream, isOutgoingMessage, isReadableNodeStream, isReadableStream, isServerRequest,
  isServerResponse, isTransformStream, isWebStream, isWritableNodeStream, isWritableStream,
};
