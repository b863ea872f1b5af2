'use strict';

// Taking `n` bytes, characters or objects out of the chunks that wait in a ReadableState.

const {
  ArrayPrototypeSplice,
  StringPrototypeSlice,
  TypedArrayPrototypeSet,
} = primordials;

const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const { kObjectMode, kState } = require('internal/streams/flags');
const { kDecoder } = require('internal/streams/readable_state');

function head(chunk, n) {
  return typeof chunk === 'string' ? StringPrototypeSlice(chunk, 0, n) :
    new FastBuffer(chunk.buffer, chunk.byteOffset, n);
}

function tail(chunk, n) {
  return typeof chunk === 'string' ? StringPrototypeSlice(chunk, n) :
    new FastBuffer(chunk.buffer, chunk.byteOffset + n, chunk.length - n);
}

// The first `n` of several chunks, as one string or buffer. The last of them may be cut.
function join(state, n) {
  const chunks = state.buffer;
  let i = state.bufferIndex;
  let at = 0;
  const text = (state[kState] & kDecoder) !== 0;
  let result = text ? '' : Buffer.allocUnsafe(n);
  while (at < n) {
    let chunk = chunks[i];
    if (chunk.length > n - at) {
      chunks[i] = tail(chunk, n - at);
      chunk = head(chunk, n - at);
    } else {
      chunks[i++] = null;
    }
    if (text) result += chunk;
    else TypedArrayPrototypeSet(result, chunk, at);
    at += chunk.length;
  }
  state.bufferIndex = i;
  return result;
}

// The front of the array, full of nulls, is cut off once it is long.
function tidy(state) {
  if (state.bufferIndex === state.buffer.length) {
    state.buffer.length = 0;
    state.bufferIndex = 0;
  } else if (state.bufferIndex > 1024) {
    ArrayPrototypeSplice(state.buffer, 0, state.bufferIndex);
    state.bufferIndex = 0;
  }
}

/** Takes `n`, all there is when `n` is 0 or more than that; null when there is nothing. */
function fromList(n, state) {
  if (state.length === 0) return null;
  const chunks = state.buffer;
  const index = state.bufferIndex;
  const first = chunks[index];
  let result;
  if ((state[kState] & kObjectMode) !== 0) {
    result = first;
    chunks[state.bufferIndex++] = null;
  } else {
    const all = !n || n >= state.length;
    if (all && chunks.length === index) {
      result = (state[kState] & kDecoder) !== 0 ? '' : new FastBuffer();
    } else if (all ? chunks.length - index === 1 : n === first.length) {
      result = first;
      chunks[state.bufferIndex++] = null;
    } else if (!all && n < first.length) {
      result = head(first, n);
      chunks[index] = tail(first, n);
      return result;
    } else {
      result = join(state, all ? state.length : n);
    }
  }
  tidy(state);
  return result;
}

module.exports = { fromList };
