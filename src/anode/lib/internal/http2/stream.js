'use strict';

// Http2Stream: the common part of client and server streams.

const { ArrayIsArray, FunctionPrototypeCall, ObjectAssign, ObjectDefineProperty } = primordials;

const Duplex = require('internal/streams/duplex');
const { setImmediate } = require('internal/timers/immediate');
const {
  AbortError, aggregateTwoErrors,
  codes: { ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_STREAM_ERROR, ERR_HTTP2_TRAILERS_ALREADY_SENT, ERR_HTTP2_TRAILERS_NOT_READY },
} = require('internal/errors');
const { validateFunction, validateInteger } = require('internal/validators');
const { customInspectSymbol: kInspect } = require('internal/util/inspect/custom_symbol');
const { deprecate } = require('internal/util/deprecation');
const { format } = require('internal/util/inspect');
const { symbols: { async_id_symbol } } = require('internal/async_hooks');
const { CANCEL, INTERNAL_ERROR, NO_ERROR } = require('internal/http2/wire/codes');
const { NghttpError } = require('internal/http2/errors');
const { errorNames } = require('internal/http2/constants');
const { assertIsObject, inTrailers, rawToObject, toList } = require('internal/http2/headers');
const channels = require('internal/http2/channels');
const { kTimeout, setTimeout, expired } = require('internal/http2/timeouts');
const {
  kID, kInfoHeaders, kInit, kMaybeDestroy, kOnData, kOnWireClosed, kProceed, kProxySocket, kRawHeaders, kRequest, kSentHeaders,
  kSentTrailers, kSession, kState, kStrictSingleValueFields, kType, kUpdateTimer, kWire, kWriteGeneric,
} = require('internal/http2/symbols');

const SERVER = 0;
const READY = 1, CLOSED = 2, HEADERS_SENT = 4, HEAD_REQUEST = 8, ABORTED = 16, HAS_TRAILERS = 32;
const KEEP = 0, RESET = 1, RESET_NOW = 2;  // the effect of closing on the wire

const side = (session) => session[kType] === SERVER ? channels.server : channels.client;

function closeStream(stream, code, how = RESET) {
  const { close } = side(stream[kSession]);
  const state = stream[kState];
  state.flags |= CLOSED;
  state.rstCode = code;
  stream.setTimeout(0);
  stream.removeAllListeners('timeout');
  const { ending } = stream._writableState;
  if (!ending) {
    if (!stream.aborted) {
      state.flags |= ABORTED;
      stream.emit('aborted');
    }
    stream.end();
  }
  if (how !== KEEP) {
    const reset = () => submitReset(stream, code);
    if (!ending || stream.writableFinished || code !== NO_ERROR || how === RESET_NOW) reset();
    else stream.once('finish', reset);
  }
  if (close.hasSubscribers) close.publish({ stream });
}

// A stream without an id is reset once it has one.
function submitReset(stream, code) {
  if (stream.pending) {
    stream.push(null);
    stream.once('ready', () => stream[kWire]?.rstStream(code));
  } else {
    stream[kWire]?.rstStream(code);
  }
}

function onPause() {
  if (!this.destroyed && !this.pending) this[kWire].readStop();
}

function resumeReading() {
  if (!this.destroyed) this[kWire].readStart();
}

class Http2Stream extends Duplex {
  constructor(session, options) {
    options.allowHalfOpen = true;
    options.decodeStrings = false;
    options.autoDestroy = false;
    super(options);
    this[async_id_symbol] = -1;
    this.cork();  // until it has an id
    this[kSession] = session;
    session[kState].pendingStreams.add(this);
    this._readableState.readingMore = true;  // no read before the program asks
    this[kTimeout] = null;
    this[kState] = {
      didRead: false, flags: 0, rstCode: NO_ERROR, writeQueueSize: 0, trailersReady: false, endAfterHeaders: false, shutdown: false,
    };
    this[kRequest] = null;
    this[kProxySocket] = null;
    this[kWire] = undefined;
    this[kID] = undefined;
    this.on('pause', onPause);
  }

  [kUpdateTimer]() {
    if (this.destroyed) return;
    this[kTimeout]?.refresh();
    this[kSession]?.[kUpdateTimer]();
  }

  [kInit](wire) {
    this[kState].flags |= READY;
    const { pendingStreams, streams } = this[kSession][kState];
    pendingStreams.delete(this);
    streams.set(wire.id, this);
    this[kID] = wire.id;
    this[async_id_symbol] = wire.getAsyncId();
    wire.owner = this;
    this[kWire] = wire;
    this.uncork();
    this.emit('ready');
  }

  [kInspect](depth) {
    if (typeof depth === 'number' && depth < 0) return this;
    return `Http2Stream ${format({
      id: this[kID] || '<pending>', closed: this.closed, destroyed: this.destroyed, state: this.state, readableState: this._readableState,
      writableState: this._writableState,
    })}`;
  }

  get bufferSize() { return this[kState].writeQueueSize + this.writableLength; }
  get endAfterHeaders() { return this[kState].endAfterHeaders; }

  get sentHeaders() {
    if (!this[kSentHeaders] && this[kRawHeaders]) this[kSentHeaders] = rawToObject(this[kRawHeaders]);
    return this[kSentHeaders];
  }

  get sentTrailers() { return this[kSentTrailers]; }
  get sentInfoHeaders() { return this[kInfoHeaders]; }
  get pending() { return this[kID] === undefined; }
  get id() { return this[kID]; }
  get session() { return this[kSession]; }
  get headersSent() { return (this[kState].flags & HEADERS_SENT) !== 0; }
  get aborted() { return (this[kState].flags & ABORTED) !== 0; }
  get headRequest() { return (this[kState].flags & HEAD_REQUEST) !== 0; }
  get rstCode() { return this[kState].rstCode; }
  get closed() { return (this[kState].flags & CLOSED) !== 0; }
  get state() { return this.destroyed || this.pending ? {} : this[kWire].state(); }

  _onTimeout() { expired(this, this[kSession]); }

  // ---- writing ----

  [kWriteGeneric](chunks, encoding, callback) {
    if (this.pending) {
      this.once('ready', () => this[kWriteGeneric](chunks, encoding, callback));
      return;
    }
    if (this.destroyed) return;
    this[kUpdateTimer]();
    if (!this.headersSent) this[kProceed]();
    if (this.destroyed) return;

    // A write ends when its bytes are sent, and when it is known whether it was the last: the END_STREAM flag goes with the last.
    let waiting = 2;
    let first;
    const done = (error) => {
      first = aggregateTwoErrors(first, error);
      if (--waiting > 0) return;
      if (first) this.destroy(first);
      callback(first);
    };
    process.nextTick(() => {
      const writable = this._writableState;
      if (first || !writable.ending || writable.buffered.length > 0 || this[kState].flags & HAS_TRAILERS) done();
      else this.#shutDown(done);
    });
    this.#submit(chunks, encoding, done);
    const session = this[kSession];
    if (session[kType] !== SERVER && channels.client.bodyChunkSent.hasSubscribers) {
      const writev = ArrayIsArray(chunks);
      channels.client.bodyChunkSent.publish({ stream: this, writev, data: chunks, encoding });
    }
  }

  #submit(chunks, encoding, done) {
    const { Buffer } = require('buffer');
    const bytesOf = (data, each) => typeof data === 'string' ? Buffer.from(data, each) : data;
    let bytes;
    if (ArrayIsArray(chunks)) {
      if (chunks.length === 1) {
        bytes = bytesOf(chunks[0].chunk, chunks[0].encoding);
      } else {
        const parts = [];
        for (let i = 0; i < chunks.length; i++) {
          parts[i] = bytesOf(chunks[i].chunk, chunks[i].encoding);
          if (chunks.allBuffers) chunks[i] = parts[i];  // in the form of the diagnostics channel
        }
        bytes = Buffer.concat(parts);
      }
    } else {
      bytes = bytesOf(chunks, encoding);
    }
    const size = bytes.length;
    const session = this[kSession];
    this[kState].writeQueueSize += size;
    session[kState].writeQueueSize += size;
    this[kWire].write(bytes, (error) => {
      if (this.destroyed) {
        done();
        return;
      }
      if (error) {
        done(error);
        return;
      }
      this[kUpdateTimer]();
      this[kState].writeQueueSize -= size;
      session[kState].writeQueueSize -= size;
      done();
    });
  }

  _write(data, encoding, callback) { this[kWriteGeneric](data, encoding, callback); }
  _writev(data, callback) { this[kWriteGeneric](data, '', callback); }

  _final(callback) {
    if (this.pending) {
      this.once('ready', () => this._final(callback));
      return;
    }
    this.#shutDown(callback);
    if (this[kSession] !== undefined && this[kSession][kType] !== SERVER && channels.client.bodySent.hasSubscribers) {
      channels.client.bodySent.publish({ stream: this });
    }
  }

  #shutDown(callback) {
    const wire = this[kWire];
    if (wire !== undefined && !this[kState].shutdown) {
      this[kState].shutdown = true;
      wire.shutdown();
      this.on('finish', () => this[kMaybeDestroy]());
    }
    callback();
  }

  sendTrailers(headers) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this[kSentTrailers]) throw new ERR_HTTP2_TRAILERS_ALREADY_SENT();
    if (!this[kState].trailersReady) throw new ERR_HTTP2_TRAILERS_NOT_READY();
    assertIsObject(headers, 'headers');
    headers = ObjectAssign({ __proto__: null }, headers);
    this[kUpdateTimer]();
    const { list, never } = toList(headers, inTrailers, this[kSession][kStrictSingleValueFields]);
    this[kSentTrailers] = headers;
    setImmediate(() => {
      if (this.destroyed) return;
      this[kState].flags &= ~HAS_TRAILERS;
      const failure = this[kWire].trailers(list, never);
      if (failure < 0) this.destroy(new NghttpError(failure));
      else this[kMaybeDestroy]();
    });
  }

  // ---- reading ----

  _read() {
    if (this.destroyed) {
      this.push(null);
      return;
    }
    if (!this[kState].didRead) {
      this._readableState.readingMore = false;
      this[kState].didRead = true;
    }
    if (this.pending) this.once('ready', resumeReading);
    else FunctionPrototypeCall(resumeReading, this);
  }

  [kOnData](bytes) {
    this[kUpdateTimer]();
    if (!this.push(bytes)) this[kWire]?.readStop();
  }

  // ---- the end ----

  close(code = NO_ERROR, callback = undefined) {
    validateInteger(code, 'code', 0, 2 ** 32 - 1);
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.closed) return;
    if (callback !== undefined) this.once('close', callback);
    closeStream(this, code);
  }

  // The wire has closed the stream: by a reset, or because both sides have ended.
  [kOnWireClosed](code) {
    if (!this.closed) closeStream(this, code, KEEP);
    if (!this.readable || code !== NO_ERROR) {
      this.destroy();
      return;
    }
    this.on('end', this[kMaybeDestroy]);
    this.push(null);
    // A server that has not read the body does not need it.
    if (this[kSession][kType] === SERVER && !this[kState].didRead && this.readableFlowing === null) this.resume();
    else this.read(0);
  }

  _destroy(error, callback) {
    const session = this[kSession];
    const wire = this[kWire];
    const state = this[kState];
    const sessionState = session[kState];
    const sessionCode = sessionState.goawayCode || sessionState.destroyCode;
    let code = this.closed ? this.rstCode : sessionCode;
    if (error != null) code = sessionCode || (error instanceof AbortError ? CANCEL : INTERNAL_ERROR);
    if (!this.closed) closeStream(this, code, wire === undefined ? KEEP : RESET_NOW);
    this.push(null);
    if (wire === undefined) {
      sessionState.pendingStreams.delete(this);
    } else {
      wire.destroy();
      sessionState.streams.delete(this[kID]);
    }
    sessionState.writeQueueSize -= state.writeQueueSize;
    state.writeQueueSize = 0;
    // For CANCEL there is the 'aborted' event.
    if (error == null && code !== NO_ERROR && code !== CANCEL) error = new ERR_HTTP2_STREAM_ERROR(errorNames[code] || code);
    this[kSession] = undefined;
    this[kWire] = undefined;
    setImmediate(() => session[kMaybeDestroy]());
    if (error) {
      const channel = side(session).error;
      if (channel.hasSubscribers) channel.publish({ stream: this, error });
    }
    callback(error);
  }

  // Destroys the stream once both sides have ended.
  [kMaybeDestroy](code = NO_ERROR) {
    if (code !== NO_ERROR) {
      this.destroy();
      return;
    }
    if (!this.writableFinished) return;
    if (!this.readable && this.closed) {
      this.destroy();
      return;
    }
    const state = this[kState];
    if (this.headersSent && this[kSession] && this[kSession][kType] === SERVER && !(state.flags & HAS_TRAILERS) && !state.didRead &&
        this.readableFlowing === null) {
      // The response has ended and the body was not read. Pushed streams are sent first.
      setImmediate(() => this.close());
    }
  }
}

ObjectDefineProperty(Http2Stream.prototype, 'setTimeout',
                     { __proto__: null, configurable: true, enumerable: true, writable: true, value: setTimeout });
Http2Stream.prototype.priority = deprecate(function priority() {
  if (this.destroyed) throw new ERR_HTTP2_INVALID_STREAM();
}, 'http2Stream.priority is longer supported after priority signalling was deprecated in RFC 9113', 'DEP0194');

module.exports = { Http2Stream, HEADERS_SENT, HEAD_REQUEST, HAS_TRAILERS };
