'use strict';

// The `_handle` of an open stream, and its class. Packages take both: minizlib (and npm with it) sets a `close` of its own on a handle, so
// that the stream stays open after `_processChunk` without a callback; pngjs calls `writeSync`; ssh2 makes handles without streams, and
// calls `init`.

const {
  FunctionPrototypeCall, SafeArrayIterator, Symbol, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { isUint32Array } = require('internal/engine').types;
const { codes: { ERR_INTERNAL_ASSERTION, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateInteger } = require('internal/validators');
const { constants: { BROTLI_DECODE, BROTLI_ENCODE, ZSTD_COMPRESS, ZSTD_DECOMPRESS } } = require('internal/zlib/constants');

const { Step: { ENDED } } = binding('zlib');
const zlib = () => binding('zlib');
const kCrossing = Symbol('crossing');  // of a stream: { number, stateOf, release, fail }
const NOTHING = new Uint8Array(0);
const UNSET = 2 ** 32 - 1;  // a parameter that is left as it is

class Handle {
  #mode;
  #stream;           // undefined for a handle of its own
  #number = 0;       // the codec of such a handle,
  #made;             // its arguments,
  #state;            // and its room and rest
  #callback;
  #left = NOTHING;   // output for which there was no room

  constructor(mode, stream) {
    validateInteger(mode, 'mode', 1, ZSTD_DECOMPRESS);
    this.#mode = mode;
    this.#stream = stream;
    this.onerror = undefined;
  }

  // What `init` of each family has in common.
  _begin(options, dictionary, state, callback) {
    if (!isUint32Array(state) || state.length < 2) throw new ERR_INVALID_ARG_TYPE('writeState', 'Uint32Array', state);
    validateFunction(callback, 'processCallback');
    this.#made = [this.#mode, binding.encode(options), dictionary];
    this.#state = state;
    this.#callback = callback;
  }

  #opened() {
    if (this.#stream !== undefined) return this.#stream[kCrossing].number(this.#stream);
    if (this.#made === undefined) throw new ERR_INTERNAL_ASSERTION('the handle is not initialised, or closed');
    if (this.#number === 0) this.#number = zlib().create(...new SafeArrayIterator(this.#made));
    return this.#number;
  }

  #fail(error) {
    if (this.#stream !== undefined) this.#stream[kCrossing].fail(this.#stream, error);
    else if (typeof this.onerror === 'function') this.onerror(error.message, error.errno, error.code);
  }

  // From one buffer into another: the room and the input left over are in the write state. Whether it went well.
  #write(flag, input, inputAt, inputLength, output, outputAt, room) {
    let unused = 0;
    const state = this.#stream === undefined ? this.#state : this.#stream[kCrossing].stateOf(this.#stream);
    const number = this.#opened();
    try {
      if (inputLength > 0 || this.#left.length === 0) {
        const data = inputLength > 0 ? new Uint8Array(input.buffer, input.byteOffset + inputAt, inputLength) : undefined;
        const result = zlib().write(number, flag, room, data);
        if (result[0] & ENDED) unused = unusedOf(result);
        const bytes = TypedArrayPrototypeSubarray(result, 5);
        this.#left = this.#left.length === 0 ? bytes : Buffer.concat([this.#left, bytes]);
      }
    } catch (error) {
      this.#fail(error);
      if (this.#stream === undefined) return false;
    }
    const given = this.#left.length < room ? this.#left.length : room;
    TypedArrayPrototypeSet(output, TypedArrayPrototypeSubarray(this.#left, 0, given), outputAt);
    this.#left = TypedArrayPrototypeSubarray(this.#left, given);
    state[0] = room - given;
    state[1] = unused;
    return true;
  }

  writeSync(flag, input, inputAt, inputLength, output, outputAt, room) {
    this.#write(flag, input, inputAt, inputLength, output, outputAt, room);
  }

  // As writeSync, and the callback of `init` follows.
  write(flag, input, inputAt, inputLength, output, outputAt, room) {
    this.#opened();
    require('internal/timers/immediate').setImmediate(() => {
      if (this.#made === undefined && this.#stream === undefined) return;  // closed meanwhile
      const isDone = this.#write(flag, input, inputAt, inputLength, output, outputAt, room);
      if (isDone && this.#callback !== undefined) FunctionPrototypeCall(this.#callback, this);
    });
  }

  params(level, strategy) {
    zlib().params(this.#opened(), level, strategy);
  }

  reset() {
    this.#left = NOTHING;
    if (this.#number !== 0) zlib().close(this.#number);
    this.#number = 0;
  }

  close() {
    if (this.#stream !== undefined) {
      this.#stream[kCrossing].release(this.#stream);
      return;
    }
    this.reset();
    this.#made = undefined;
  }
}

// The bytes of input that a step has not used.
const unusedOf = (bytes) => bytes[1] + bytes[2] * 0x100 + bytes[3] * 0x10000 + bytes[4] * 0x1000000;

const close = Handle.prototype.close;
const staysOpen = (handle) => handle.close !== close;

class Zlib extends Handle {
  init(windowBits, level, memLevel, strategy, writeState, processCallback, dictionary) {
    this._begin({ windowBits, level, memLevel, strategy }, dictionary, writeState, processCallback);
  }
}

// The parameters that are set, by number.
function given(params) {
  const found = {};
  for (let i = 0; i < params.length; i++) if (params[i] !== UNSET) found[i] = params[i];
  return found;
}

class Brotli extends Handle {
  init(params, writeState, processCallback) {
    this._begin({ params: given(params) }, undefined, writeState, processCallback);
  }
}
class BrotliEncoder extends Brotli {}
class BrotliDecoder extends Brotli {}

class ZstdCompress extends Handle {
  init(params, pledgedSrcSize, writeState, processCallback, dictionary) {
    this._begin({ params: given(params), pledgedSrcSize }, dictionary, writeState, processCallback);
  }
}
class ZstdDecompress extends Handle {
  init(params, writeState, processCallback, dictionary) {
    this._begin({ params: given(params) }, dictionary, writeState, processCallback);
  }
}

const families = {
  __proto__: null,
  [BROTLI_ENCODE]: BrotliEncoder, [BROTLI_DECODE]: BrotliDecoder, [ZSTD_COMPRESS]: ZstdCompress, [ZSTD_DECOMPRESS]: ZstdDecompress,
};

// The class of the handles of a mode.
const handleClass = (mode) => families[mode] ?? Zlib;

module.exports = { handleClass, kCrossing, staysOpen, unusedOf };
