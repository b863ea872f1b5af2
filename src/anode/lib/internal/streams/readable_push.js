'use strict';

// A Readable's way into the queue: push() and unshift().

const { Buffer } = require('buffer');
const { StringDecoder } = require('string_decoder');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PUSH_AFTER_EOF, ERR_STREAM_UNSHIFT_AFTER_END_EVENT },
} = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const { errorOrDestroy } = require('internal/streams/destroy');
const { kDestroyed, kErrored, kObjectMode, kState } = require('internal/streams/flags');
const {
  kDataEmitted, kDataListening, kDecoder, kDecoderValue, kEmittedReadable, kEndEmitted, kEnded, kFlowing, kNeedReadable,
  kReading, kSync,
} = require('internal/streams/readable_state');
const { emitReadable, emitReadableNow, forgetDrains, maybeReadMore } = require('internal/streams/readable_read');

const methods = { __proto__: null };

// A chunk of a byte stream in the form the queue keeps; undefined after an error.
function asBytes(stream, chunk) {
  if (chunk instanceof Buffer) return chunk;
  if (Stream._isArrayBufferView(chunk)) return Stream._uint8ArrayToBuffer(chunk);
  errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
  return undefined;
}

// More is welcome below the mark, and always when there is nothing at all (the mark may be 0).
function canPushMore(state) {
  return (state[kState] & kEnded) === 0 && (state.length < state.highWaterMark || state.length === 0);
}

methods.push = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state[kState] &= ~kReading;
    onEof(this, state);
    return false;
  }
  if ((state[kState] & kObjectMode) === 0) {
    if (typeof chunk === 'string') {
      encoding ||= state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        encoding = '';
      }
    } else if (chunk !== undefined) {
      chunk = asBytes(this, chunk);
      if (chunk === undefined) return false;
      encoding = '';
    }
    if (!chunk || chunk.length <= 0) {
      state[kState] &= ~kReading;
      maybeReadMore(this, state);
      return canPushMore(state);
    }
  }

  if ((state[kState] & kEnded) !== 0) {
    errorOrDestroy(this, new ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if ((state[kState] & (kDestroyed | kErrored)) !== 0) return false;
  state[kState] &= ~kReading;
  if ((state[kState] & kDecoder) !== 0 && !encoding) {
    chunk = state[kDecoderValue].write(chunk);
    if (chunk.length === 0 && (state[kState] & kObjectMode) === 0) {
      maybeReadMore(this, state);
      return canPushMore(state);
    }
  }
  add(this, state, chunk, false);
  return canPushMore(state);
};

methods.unshift = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state[kState] &= ~kReading;
    onEof(this, state);
    return false;
  }
  if ((state[kState] & kObjectMode) === 0) {
    if (typeof chunk === 'string') {
      encoding ||= state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        if (state.encoding) chunk = chunk.toString(state.encoding);
      }
    } else if (chunk !== undefined) {
      chunk = asBytes(this, chunk);
      if (chunk === undefined) return false;
    }
    if (!(chunk && chunk.length > 0)) return canPushMore(state);
  }
  if ((state[kState] & kEndEmitted) !== 0) errorOrDestroy(this, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
  else if ((state[kState] & (kDestroyed | kErrored)) !== 0) return false;
  else add(this, state, chunk, true);
  return canPushMore(state);
};

function add(stream, state, chunk, first) {
  if ((state[kState] & (kFlowing | kSync | kDataListening)) === (kFlowing | kDataListening) && state.length === 0) {
    forgetDrains(state);
    state[kState] |= kDataEmitted;
    stream.emit('data', chunk);
  } else {
    state.length += (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
    const queue = state.buffer;
    if (!first) queue[queue.length] = chunk;
    else if (state.bufferIndex > 0) queue[--state.bufferIndex] = chunk;
    else queue.unshift(chunk);
    if ((state[kState] & kNeedReadable) !== 0) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

function onEof(stream, state) {
  if ((state[kState] & kEnded) !== 0) return;
  if ((state[kState] & kDecoder) !== 0) {
    const rest = state[kDecoderValue].end();
    if (rest.length > 0) {
      state.buffer[state.buffer.length] = rest;
      state.length += (state[kState] & kObjectMode) !== 0 ? 1 : rest.length;
    }
  }
  state[kState] |= kEnded;
  if ((state[kState] & kSync) !== 0) {
    // Inside read(): its caller must not get data from two places.
    emitReadable(stream);
  } else {
    // Packages rely on this 'readable' coming at once.
    state[kState] = (state[kState] & ~kNeedReadable) | kEmittedReadable;
    emitReadableNow(stream);
  }
}

methods.setEncoding = function(enc) {
  const state = this._readableState;
  const decoder = new StringDecoder(enc);
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let text = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) text += decoder.write(state.buffer[i]);
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (text !== '') state.buffer[0] = text;
  state.length = text.length;
  return this;
};

module.exports = methods;
