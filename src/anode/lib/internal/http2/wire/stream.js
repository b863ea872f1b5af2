'use strict';

// A stream on the wire: its windows, its waiting data, and which sides are closed.

const { MathMin, TypedArrayPrototypeSubarray } = primordials;
const { CANCEL, ERR, NO_ERROR } = require('internal/http2/wire/codes');
const { getAsyncContext } = require('internal/engine');
const hooks = require('internal/async_hooks');
const { scopeOf } = require('internal/http2/wire/scope');
const { streamStats } = require('internal/http2/perf');

const LARGEST_LIST = 16777215;  // of headers: a frame's size

class WireStream {
  constructor(connection, id) {
    this.connection = connection;
    this.id = id;
    this.owner = undefined;    // the Http2Stream
    this.context = getAsyncContext();
    this.scope = scopeOf('HTTP2STREAM');
    this.asyncId = this.scope?.asyncId ?? hooks.newAsyncId();
    this.isMine = (id % 2 === 1) !== connection.isServer;
    this.counted = false;      // among the open streams
    this.localClosed = false;
    this.remoteClosed = false;
    this.closed = false;
    this.destroyed = false;
    this.code = NO_ERROR;
    // The windows. Of the local one: the bytes received, and those of them that were consumed.
    this.sendWindow = connection.remote.initialWindowSize;
    this.window = connection.local.initialWindowSize;
    this.received = 0;
    this.consumed = 0;
    this.reading = false;
    this.untaken = 0;
    // The waiting data: { bytes, at, callback }.
    this.queue = [];
    this.queued = 0;
    this.ended = false;        // no more data will be written
    this.hasTrailers = false;
    this.headersSeen = false;  // a header block has arrived
    this.cancelled = false;    // before it was opened, with this code
    this.cancelCode = NO_ERROR;
    this.headersSent = false;  // the final headers
    this.sendsData = false;    // it has a body, and its headers are sent
    this.withBody = false;
    // The received message.
    this.method = undefined;
    this.expectsFinal = true;
    this.largestList = MathMin(connection.local.maxHeaderListSize, LARGEST_LIST);
    this.expected = -1;
    this.length = 0;
    this.stats = streamStats();
  }

  getAsyncId() { return this.asyncId; }

  state() {
    const state = this.closed ? 7 : this.localClosed && this.remoteClosed ? 7 : this.localClosed ? (this.isMine || this.counted ? 5 : 4) :
      this.remoteClosed ? (this.isMine && !this.counted ? 3 : 6) : this.isMine && !this.counted ? 1 : 2;
    return {
      state, weight: 16, sumDependencyWeight: 0, localClose: this.localClosed ? 1 : 0, remoteClose: this.remoteClosed ? 1 : 0,
      localWindowSize: this.window - this.received,
    };
  }

  // ---- reading ----

  readStart() {
    if (this.reading) return;
    this.reading = true;
    this.connection.trace?.('reading starting', this);
    if (this.untaken > 0) {
      this.connection.consumeStream(this, this.untaken);
      this.untaken = 0;
      this.connection.scheduleFlush();
    }
  }

  readStop() {
    this.connection.trace?.('reading stopped', this);
    this.reading = false;
  }

  // ---- writing ----

  write(bytes, callback) {
    this.queue[this.queue.length] = { bytes, at: 0, callback };
    this.queued += bytes.length;
    this.connection.queuedBytes += bytes.length;
    this.connection.resume(this);
  }

  // Copies the next `length` bytes to `output`. `sent` gets the callbacks of finished writes.
  drain(length, output, sent) {
    this.queued -= length;
    this.connection.queuedBytes -= length;
    if (this.stats !== undefined) this.stats.bytesWritten += length;
    let done = 0;
    while (done < this.queue.length) {
      const entry = this.queue[done];
      const left = entry.bytes.length - entry.at;
      output.mark();
      if (left > length) {
        if (length > 0) {
          output.append(TypedArrayPrototypeSubarray(entry.bytes, entry.at, entry.at + length));
          entry.at += length;
        }
        break;
      }
      output.append(entry.at === 0 ? entry.bytes : TypedArrayPrototypeSubarray(entry.bytes, entry.at));
      length -= left;
      if (entry.callback !== undefined) sent[sent.length] = entry.callback;
      done++;
    }
    if (done > 0) primordials.ArrayPrototypeSplice(this.queue, 0, done);
  }

  // Called when no more data will be written.
  shutdown() {
    this.ended = true;
    this.connection.resume(this);
  }

  respond(list, never, endStream, trailers) {
    if (this.closed) return ERR.STREAM_CLOSED;
    if (this.headersSent) return ERR.DATA_EXIST;
    this.headersSent = true;
    this.hasTrailers = trailers;
    endStream ||= this.ended;
    this.withBody = !endStream;
    this.connection.sendHeaders(this, list, never, endStream);
    return 0;
  }

  info(list, never) {
    this.connection.sendHeaders(this, list, never, false);
    return 0;
  }

  trailers(list, never) {
    this.hasTrailers = false;
    // An empty block would be a waste, and some peers reject it.
    if (list.length === 0) {
      this.sendsData = true;
      this.connection.resume(this);
      return 0;
    }
    this.connection.sendHeaders(this, list, never, true);
    return 0;
  }

  pushPromise(list, never, endStream) {
    return this.connection.pushPromise(this, list, never, endStream);
  }

  // ---- the end ----

  rstStream(code) {
    this.code = code;
    const { connection } = this;
    if (code === CANCEL && connection.receiving) {
      // Bytes that have arrived are processed first.
      connection.pendingResets.add(this);
      return;
    }
    connection.flush();  // earlier data is sent first
    this.submitReset();
  }

  submitReset() {
    this.connection.pendingResets.delete(this);
    if (!this.destroyed) this.connection.resetStream(this, this.code);
  }

  destroy() {
    if (this.destroyed) return;
    if (this.connection.pendingResets.has(this)) this.submitReset();
    this.destroyed = true;
    this.connection.streamDestroyed(this);
  }
}

module.exports = { WireStream };
