'use strict';

// The state of a connection: limits, streams, windows, and the frames that wait.

const { SafeMap, SafeSet } = primordials;
const { newAsyncId } = require('internal/async_hooks');
const { getAsyncContext } = require('internal/engine');
const { now } = require('internal/perf/entries');
const { Decoder, Encoder } = require('internal/http2/wire/hpack');
const { Line } = require('internal/http2/wire/line');
const { Output } = require('internal/http2/wire/output');
const { Parser } = require('internal/http2/wire/parser');
const { RateLimit } = require('internal/http2/wire/rate_limit');
const { scopeOf } = require('internal/http2/wire/scope');
const settings = require('internal/http2/wire/settings');
const { tracerOf } = require('internal/http2/wire/trace');
const { LARGEST_ID, WINDOW_UPDATE } = require('internal/http2/wire/codes');

const option = (value, otherwise) => typeof value === 'number' ? value : otherwise;

class ConnectionState {
  constructor(isServer, options, owner, transport) {
    this.isServer = isServer;
    this.owner = owner;
    this.transport = transport;
    this.context = getAsyncContext();
    this.scope = scopeOf('HTTP2SESSION');
    this.asyncId = this.scope?.asyncId ?? newAsyncId();
    this.trace = tracerOf(this);
    this.trace?.('created');

    const pairs = option(options.maxHeaderListPairs, 128);
    const least = isServer ? 4 : 1;
    this.mostPairs = pairs < least ? least : pairs;
    this.mostReserved = option(options.maxReservedRemoteStreams, 200);
    this.mostBlock = option(options.maxSendHeaderBlockLength, 65536);
    this.mostPings = option(options.maxOutstandingPings, 10);
    this.mostOwnSettings = option(options.maxOutstandingSettings, 10);
    this.mostSettings = option(options.maxSettings, 32);
    this.mostMemory = option(options.maxSessionMemory, 10) * 1e6;
    this.mostInvalid = option(options.maxSessionInvalidFrames, 1000);
    this.mostRejected = option(options.maxSessionRejectedStreams, 100);
    this.padding = option(options.paddingStrategy, 0);
    this.strictWhitespace = options.strictFieldWhitespaceValidation !== false;
    this.resets = new RateLimit(option(options.streamResetBurst, 1000), option(options.streamResetRate, 33));
    this.suspicions = new RateLimit(10000, 330);

    this.local = settings.initial();
    this.remote = settings.initial();
    this.remote.maxConcurrentStreams = option(options.peerMaxConcurrentStreams, 100);
    this.remoteCustom = options.remoteCustomSettings;
    this.hasRemoteSettings = false;
    this.sentSettings = [];   // { entries, callback, start }: not acknowledged yet
    this.pings = [];          // { callback, start }

    this.encoder = new Encoder(options.maxDeflateDynamicTableSize);
    this.decoder = new Decoder();
    this.parser = new Parser(this);
    this.output = new Output();
    if (transport.inPieces) this.output.marks = [];

    this.streams = new SafeMap();
    this.open = 0;            // the number of own streams that count
    this.openPeer = 0;        // and of the peer's
    this.reserved = 0;
    this.nextId = isServer ? 2 : 1;
    this.lastPeerId = 0;      // the last stream that the peer has opened
    this.lastProcessedId = 0; // the last of them that was processed
    this.sendWindow = 65535;
    this.window = 65535;
    this.received = 0;
    this.consumed = 0;

    // The waiting frames, in the order of sending. `ready` holds the streams with data.
    this.urgent = new Line();
    this.regular = new Line();
    this.requests = new Line();
    this.ready = new SafeSet();
    this.acknowledgements = 0;
    this.pendingResets = new SafeSet();
    this.closed = [];         // streams whose end is reported after the write under way
    this.queuedBytes = 0;
    this.sent = [];           // callbacks of the write under way
    this.sending = false;
    this.flushScheduled = false;
    this.writing = false;     // the transport has not finished
    this.receiving = false;
    this.paused = false;      // nothing is read until the waiting frames are sent
    this.chunksSent = 0;
    this.progress = 0;

    this.goawayTerminal = false;
    this.goawaySent = false;
    this.goawayReceived = false;
    this.terminated = false;
    this.failed = false;
    this.sentLastId = LARGEST_ID;    // of sent GOAWAYs
    this.remoteLastId = LARGEST_ID;  // of received GOAWAYs
    this.pendingMaxStreams = undefined;
    this.prefaceSent = false;
    this.graceful = false;
    this.drains = false;
    this.destroyed = false;
    this.ondone = undefined;
    this.invalidFrames = 0;
    this.rejected = 0;
    this.customError = undefined;
    this.stats = {
      start: now(), bytesRead: 0, bytesWritten: 0, framesReceived: 0, pingRTT: 0, streamCount: 0, ended: 0, averageDuration: 0,
      maxConcurrent: 0,
    };
  }

  push(queue, item) {
    queue.push(item);
  }

  wantsRead() {
    if (this.terminated) return false;
    return this.open + this.openPeer > 0 || !(this.goawaySent || this.goawayReceived);
  }

  wantsWrite() {
    if (this.terminated) return false;
    return !this.urgent.isEmpty() || !this.regular.isEmpty() || (this.ready.size > 0 && this.sendWindow > 0) ||
      (!this.requests.isEmpty() && this.open < this.remote.maxConcurrentStreams);
  }

  hasPendingData() { return this.wantsRead() || this.wantsWrite(); }

  // Whether one more stream fits the memory limit.
  canAddStream() {
    return this.streams.size < this.local.maxConcurrentStreams && this.queuedBytes + this.streams.size * 1024 < this.mostMemory;
  }

  // Whether bytes have been sent since the last call.
  progressed() {
    const progress = this.chunksSent + this.stats.bytesWritten - (this.writing ? this.transport.queued : 0);
    if (progress === this.progress) return false;
    this.progress = progress;
    return true;
  }

  state() {
    return {
      effectiveLocalWindowSize: this.window,
      effectiveRecvDataLength: this.received < 0 ? 0 : this.received,
      nextStreamID: this.nextId,
      localWindowSize: this.window - this.received,
      lastProcStreamID: this.lastProcessedId,
      remoteWindowSize: this.sendWindow,
      outboundQueueSize: this.urgent.length + this.regular.length + this.requests.length,
      deflateDynamicTableSize: this.encoder.table.size,
      inflateDynamicTableSize: this.decoder.table.size,
    };
  }

  // ---- flow control of incoming data ----

  consumeConnection(length) {
    this.consumed += length;
    const increment = this.consumed < this.received ? this.consumed : this.received;
    if (increment > 0 && increment >= this.window / 2) {
      this.received -= increment;
      this.consumed -= increment;
      this.windowUpdate(0, increment);
    }
  }

  consumeStream(stream, length) {
    stream.consumed += length;
    if (stream.closed || stream.remoteClosed) return;
    const increment = stream.consumed < stream.received ? stream.consumed : stream.received;
    if (increment > 0 && increment >= stream.window / 2) {
      stream.received -= increment;
      stream.consumed -= increment;
      this.windowUpdate(stream.id, increment);
    }
  }

  windowUpdate(id, increment) {
    this.push(this.regular, { type: WINDOW_UPDATE, id, increment });
  }
}

module.exports = { ConnectionState };
