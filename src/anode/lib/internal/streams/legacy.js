'use strict';

// Stream, the root of all streams, and the pipe() it had before there was a Readable.

const { ArrayIsArray, ArrayPrototypeUnshift, FunctionPrototypeCall, ObjectSetPrototypeOf, ReflectOwnKeys } = primordials;

const EventEmitter = require('events');

function Stream(opts) {
  FunctionPrototypeCall(EventEmitter, this, opts);
}
ObjectSetPrototypeOf(Stream.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function(dest, options) {
  const source = this;
  let ended = false;

  function onData(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
  }
  function onDrain() {
    if (source.readable && source.resume) source.resume();
  }
  function onEnd() {
    if (ended) return;
    ended = true;
    dest.end();
  }
  function onClose() {
    if (ended) return;
    ended = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  }
  function onError(err) {
    cleanup();
    // If ours was the last listener, the error is unhandled: emit it.
    if (this.listenerCount?.('error') === 0) this.emit('error', err);
  }
  function cleanup() {
    source.removeListener('data', onData);
    source.removeListener('end', onEnd);
    source.removeListener('close', onClose);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    source.removeListener('error', onError);
    dest.removeListener('drain', onDrain);
    dest.removeListener('error', onError);
    dest.removeListener('close', cleanup);
  }

  source.on('data', onData);
  dest.on('drain', onDrain);
  if (!dest._isStdio && (!options || options.end !== false)) {
    source.on('end', onEnd);
    source.on('close', onClose);
  }
  prependListener(source, 'error', onError);
  prependListener(dest, 'error', onError);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);
  dest.emit('pipe', source);
  return dest;
};

// Our streams keep a slot for each usual event, used or not.
Stream.prototype.eventNames = function eventNames() {
  const names = [];
  const keys = ReflectOwnKeys(this._events);
  for (let i = 0; i < keys.length; i++) {
    const list = this._events[keys[i]];
    if (typeof list === 'function' || (ArrayIsArray(list) && list.length > 0)) names[names.length] = keys[i];
  }
  return names;
};

/** `emitter.prependListener`, also for emitters of libraries that have none. */
function prependListener(emitter, event, fn) {
  if (typeof emitter.prependListener === 'function') return emitter.prependListener(event, fn);
  const present = emitter._events?.[event];
  if (!present) emitter.on(event, fn);
  else if (ArrayIsArray(present)) ArrayPrototypeUnshift(present, fn);
  else emitter._events[event] = [fn, present];
}

module.exports = { Stream, prependListener };
