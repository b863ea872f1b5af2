'use strict';

// One HTTP/2 connection (RFC 9113), without the API. It calls methods of `owner`, and `transport` carries the bytes.

const { setImmediate } = require('internal/timers/immediate');
const { kStopped, onFatalException } = require('internal/process/execution');
const { finish: drainTicks, run } = require('bootstrap/pump');
const { getAsyncContext, setAsyncContext } = require('internal/engine');
const { now } = require('internal/perf/entries');
const { ConnectionState } = require('internal/http2/wire/connection_state');
const { WireStream } = require('internal/http2/wire/stream');
const { scopeOf } = require('internal/http2/wire/scope');
const perf = require('internal/http2/perf');
const settings = require('internal/http2/wire/settings');
const outbound = require('internal/http2/wire/outbound');
const {
  ERR, GOAWAY, HEADERS, LARGEST_ID, NO_ERROR, PING, PUSH_PROMISE, REFUSED_STREAM, RST_STREAM, SETTINGS, codeOf,
} = require('internal/http2/wire/codes');

const MOST_WAITING = 1000;  // frames
const NOTHING = new primordials.Uint8Array(0);

class Connection extends ConnectionState {
  // ---- telling ----

  // Calls a method of the owner, as a callback of `who` (a stream, a ping …): in its async context. If the bytes come from the loop, ticks
  // and microtasks run afterwards.
  tell(method, who, a, b, c, d, e) {
    const before = getAsyncContext();
    let result;
    const call = () => {
      setAsyncContext(who.context);
      who.scope?.enter();
      result = this.owner[method](a, b, c, d, e);
      who.scope?.leave();
    };
    if (this.drains) {
      this.drains = false;
      run(call);
      this.drains = true;
      setAsyncContext(before);
      return result;
    }
    try {
      call();
    } catch (error) {
      if (error === kStopped) throw error;
      onFatalException(error);
    } finally {
      setAsyncContext(before);
    }
    return result;
  }

  // The last call for a ping or for settings.
  tellEnd(method, who, a, b, c) {
    this.tell(method, who, who.callback, a, b, c);
    who.scope?.destroy();
  }

  // `drains`: the program has no other frame on the stack.
  receive(bytes, drains) {
    if (this.destroyed) return;
    this.stats.bytesRead += bytes.length;
    this.trace?.(`receiving ${bytes.length} bytes`);
    this.receiving = true;
    this.drains = drains;
    let failure = 0;
    try {
      failure = this.parser.feed(bytes);
    } finally {
      this.receiving = false;
    }
    if (failure !== 0 && !this.destroyed) {
      this.tell('onInternalError', this, failure, this.customError);
      this.customError = undefined;
    }
    if (this.pendingResets.size > 0) this.flushResets();
    if (!this.destroyed) this.flush();
    if (this.failed && !this.destroyed) this.tell('onInternalError', this, ERR.PROTO);
    if (drains && this.closed.length > 0) {
      drainTicks();
      this.tellAllClosed();
    }
    this.checkGraceful();
    this.drains = false;
    // A peer that sends requests and does not read the answers is no longer read from.
    if (this.writing && !this.paused && this.regular.length > MOST_WAITING) {
      this.paused = true;
      this.transport.pause();
    }
  }

  flushResets() {
    this.flush();
    this.pendingResets.forEach((stream) => stream.submitReset());
    this.scheduleFlush();
  }

  // ---- errors ----

  // An error of the whole connection.
  connectionError(number) {
    // The owner may end the session first, with a code of its own.
    const failure = this.invalidFrame(number);
    this.fail(codeOf(number));
    return failure;
  }

  // The connection ends; the owner is told once the GOAWAY is sent.
  fail(code, reason = '') {
    if (!this.goawayTerminal) {
      this.failed = true;
      this.terminate(code, reason);
    }
    return 0;
  }

  // An error of one stream.
  streamError(id, number) {
    this.push(this.regular, { type: RST_STREAM, id, code: codeOf(number) });
    return this.invalidFrame(number);
  }

  invalidFrame(number) {
    if (this.invalidFrames++ > this.mostInvalid) return this.tooManyInvalid();
    if (number === ERR.PROTO || number === ERR.STREAM_CLOSED || number === ERR.FLOW_CONTROL || number <= -900) {
      this.tell('onInternalError', this, number);
    }
    return 0;
  }

  tooManyInvalid() {
    this.customError = 'ERR_HTTP2_TOO_MANY_INVALID_FRAMES';
    this.parser.stop();
    return ERR.CALLBACK_FAILURE;
  }

  // ---- sending ----

  scheduleFlush() {
    if (this.flushScheduled || this.receiving || this.destroyed) return;
    this.flushScheduled = true;
    setImmediate(() => {
      if (!this.flushScheduled) return;
      this.flush();
      this.checkGraceful();
    });
  }

  flush() { outbound.flush(this); }

  // The stream has something to send.
  resume(stream) {
    if (stream.localClosed || stream.closed || !stream.sendsData) return;
    this.ready.add(stream);
    this.scheduleFlush();
  }

  sendHeaders(stream, list, never, endStream) {
    this.push(this.regular, { type: HEADERS, stream, list, never, endStream });
    this.scheduleFlush();
  }

  // Opens a stream. Returns an error number if that is impossible.
  request(list, never, endStream, trailers, parent) {
    if (this.nextId > LARGEST_ID) return ERR.STREAM_ID_NOT_AVAILABLE;
    if (parent === this.nextId) return ERR.INVALID_ARGUMENT;
    const stream = this.newStream(this.nextId);
    this.nextId += 2;
    stream.headersSent = true;
    stream.withBody = !endStream;
    stream.hasTrailers = trailers;
    for (let i = 0; i < list.length; i += 2) if (list[i] === ':method') stream.method = list[i + 1];
    this.push(this.requests, { type: HEADERS, stream, list, never, endStream, canceled: false });
    this.scheduleFlush();
    return stream;
  }

  pushPromise(parent, list, never, endStream) {
    if (parent.closed) return ERR.STREAM_CLOSED;
    if (this.nextId > LARGEST_ID) return ERR.STREAM_ID_NOT_AVAILABLE;
    const stream = this.newStream(this.nextId);
    this.nextId += 2;
    stream.remoteClosed = true;
    stream.withBody = !endStream;
    this.push(this.regular, { type: PUSH_PROMISE, stream, parent, list, never });
    this.scheduleFlush();
    return stream;
  }

  newStream(id) {
    const stream = new WireStream(this, id);
    this.streams.set(id, stream);
    this.stats.streamCount++;
    if (this.streams.size > this.stats.maxConcurrent) this.stats.maxConcurrent = this.streams.size;
    return stream;
  }

  resetStream(stream, code) {
    if (stream.closed) return;
    if (stream.isMine && !stream.counted && !stream.remoteClosed && !stream.closed) {
      stream.cancelCode = code;  // never opened: the request is withdrawn
      stream.cancelled = true;
    } else {
      this.push(this.regular, { type: RST_STREAM, id: stream.id, code });
    }
    this.scheduleFlush();
  }

  ping(payload, callback) {
    const entry = { callback, start: now(), context: getAsyncContext(), scope: scopeOf('HTTP2PING') };
    if (this.pings.length >= this.mostPings) {
      this.tellEnd('onPingEnd', entry, false, 0);
      return false;
    }
    this.pings[this.pings.length] = entry;
    this.push(this.urgent, { type: PING, payload, ack: 0 });
    this.scheduleFlush();
    return true;
  }

  // Sends settings; `entries` is identifier, value, identifier, value …
  sendSettings(entries, callback) {
    if (this.sentSettings.length >= this.mostOwnSettings) return false;
    this.sentSettings[this.sentSettings.length] = {
      entries, callback, start: now(), context: getAsyncContext(), scope: scopeOf('HTTP2SETTINGS'),
    };
    settings.expect(this, entries);
    this.push(this.urgent, { type: SETTINGS, entries, ack: 0 });
    this.scheduleFlush();
    return true;
  }

  goaway(code, lastId, data) {
    if (this.goawayTerminal) return;
    this.push(this.regular, {
      type: GOAWAY, code, lastId: lastId > 0 ? lastId : this.lastProcessedId, data: data ?? NOTHING, terminal: false,
    });
    this.scheduleFlush();
  }

  // Sends the last GOAWAY: nothing is sent or read after it.
  terminate(code, reason = '') {
    if (this.goawayTerminal) return;
    this.trace?.(`terminating session with code ${code}`);
    this.goawayTerminal = true;
    this.parser.stop();
    const data = reason === '' ? NOTHING : require('buffer').Buffer.from(reason);
    this.push(this.regular, { type: GOAWAY, code, lastId: this.lastProcessedId, data, terminal: true });
    this.scheduleFlush();
  }

  // An ALTSVC or ORIGIN frame.
  extension(type, id, payload) {
    this.push(this.regular, { type, id, payload });
    this.scheduleFlush();
  }

  setLocalWindowSize(size) {
    const more = size - this.window;
    this.window = size;
    if (more > 0) {
      this.windowUpdate(0, more);
    } else if (more < 0) {
      // The peer still counts on the larger window: the difference is taken off the next updates.
      this.consumed += more;
      this.received += more;
    }
    this.scheduleFlush();
    return 0;
  }

  // ---- streams that end ----

  closeSide(stream, local) {
    if (local) stream.localClosed = true;
    else stream.remoteClosed = true;
    if (stream.localClosed && stream.remoteClosed) this.closeStream(stream, NO_ERROR);
  }

  closeStream(stream, code) {
    if (stream.closed) return;
    stream.closed = true;
    this.streams.delete(stream.id);
    this.ready.delete(stream);
    if (stream.counted) {
      stream.counted = false;
      if (stream.isMine) this.open--;
      else this.openPeer--;
    } else if (!stream.isMine && !this.isServer) {
      this.reserved--;
    }
    this.tellClosed(stream, code);
  }

  tellClosed(stream, code) {
    if (stream.destroyed) return;
    // Queued frames are sent first.
    if (code === NO_ERROR && this.wantsWrite()) {
      this.closed[this.closed.length] = stream;
      if (this.closed.length === 1) setImmediate(() => this.tellAllClosed());
      return;
    }
    this.tellClosedNow(stream, code);
  }

  tellClosedNow(stream, code) {
    if (stream.destroyed) return;
    stream.code = code;
    this.trace?.(`closed with code ${code}`, stream);
    if (this.tell('onStreamClose', stream, stream, code) === false) stream.destroy();
  }

  tellAllClosed() {
    const { closed } = this;
    if (closed.length === 0) return;
    this.closed = [];
    this.flush();
    for (let i = 0; i < closed.length; i++) this.tellClosedNow(closed[i], NO_ERROR);
  }

  streamDestroyed(stream) {
    perf.streamEnded(this, stream);
    setImmediate(() => {
      this.trace?.('tearing down stream', stream);
      stream.scope?.destroy();
      const { queue } = stream;
      stream.queue = [];
      this.queuedBytes -= stream.queued;
      stream.queued = 0;
      if (queue.length === 0) return;
      const { ErrnoException } = require('internal/errors');
      for (let i = 0; i < queue.length; i++) queue[i].callback?.(new ErrnoException(-125, 'write'));
    });
  }

  // A GOAWAY that was received (`mine`) or sent excludes the streams after `lastId`.
  closeAfter(lastId, mine) {
    this.streams.forEach((stream) => {
      if (stream.isMine === mine && stream.id > lastId) this.closeStream(stream, REFUSED_STREAM);
    });
  }

  // ---- the end ----

  checkGraceful() {
    if (this.graceful && !this.destroyed && !this.writing && !this.hasPendingData()) this.tell('onGracefulClose', this);
  }

  destroy(code, socketClosed, ondone) {
    if (this.destroyed) return;
    if (!socketClosed) {
      this.terminate(code ?? NO_ERROR);
      this.flush();
    }
    this.destroyed = true;
    this.ondone = ondone;
    if (!this.writing) this.done();
    const { pings } = this;
    this.pings = [];
    if (pings.length > 0) {
      setImmediate(() => {
        for (let i = 0; i < pings.length; i++) this.tellEnd('onPingEnd', pings[i], false, 0);
      });
    }
    perf.sessionEnded(this);
  }

  done() {
    const { ondone } = this;
    this.ondone = undefined;
    ondone?.();
    this.scope?.destroy();
  }
}

module.exports = { Connection };
