'use strict';

// Turns calls of the wire into events of sessions and streams.

const { SafeSet } = primordials;

const { setImmediate } = require('internal/timers/immediate');
const { codes: { ERR_HTTP2_SESSION_ERROR, ERR_HTTP2_TOO_MANY_ORIGINS } } = require('internal/errors');
const { FastBuffer } = require('internal/buffer');
const { END_STREAM, INTERNAL_ERROR, FRAME_SIZE_ERROR, ERR, NO_ERROR, REFUSED_STREAM } = require('internal/http2/wire/codes');
const { NghttpError } = require('internal/http2/errors');
const { toObject } = require('internal/http2/headers');
const channels = require('internal/http2/channels');
const {
  kEndForHead, kMaxOriginSetSize, kMaybeDestroy, kNewPeerStream, kOnData, kOnWireClosed, kOrigin, kRemoteSettings,
  kRequestAsyncResource, kSocket, kState, kType, kUpdateTimer,
} = require('internal/http2/symbols');

const RESPONSE = 1, PUSH_RESPONSE = 2;  // kinds of header blocks: see wire/inbound.js
const SERVER = 0;
const MISDIRECTED = 421;

function emit(self, event, a, b, c, d) {
  self.emit(event, a, b, c, d);
}

// The origins of a client's session. The first is the one it is connected to.
function originSetOf(session) {
  const state = session[kState];
  if (state.originSet !== undefined) return state.originSet;
  const socket = session[kSocket];
  state.originSet = new SafeSet();
  let host = socket.servername;
  if (host === null || host === false) host = socket.remoteFamily === 'IPv6' ? `[${socket.remoteAddress}]` : socket.remoteAddress;
  const { URL } = require('internal/url');
  state.originSet.add(new URL(`https://${host}${socket.remotePort != null ? `:${socket.remotePort}` : ''}`).origin);
  return state.originSet;
}

class WireEvents {
  constructor(session) {
    this.session = session;
  }

  // ---- streams ----

  onHeaders(wire, category, flags, list, sensitive) {
    const { session } = this;
    if (session.destroyed) return;
    session[kUpdateTimer]();
    const ends = (flags & END_STREAM) !== 0;
    const headers = toObject(list, sensitive);
    const stream = session[kState].streams.get(wire.id);
    if (stream === undefined) {
      this.newStream(wire, headers, ends, flags, list);
      return;
    }
    const event = eventOf(category, ends, headers[':status']);
    if (headers[':status'] === MISDIRECTED) originSetOf(session).delete(stream[kOrigin]);
    const resource = stream[kRequestAsyncResource];
    if (resource) resource.runInAsyncScope(process.nextTick, null, emit, stream, event, headers, flags, list);
    else process.nextTick(emit, stream, event, headers, flags, list);
    if ((event === 'response' || event === 'push') && channels.client.finish.hasSubscribers) {
      channels.client.finish.publish({ stream, headers, flags });
    }
    if (ends) stream.push(null);
  }

  newStream(wire, headers, ends, flags, list) {
    const { session } = this;
    if (session.closed) {
      wire.rstStream(REFUSED_STREAM);
      wire.destroy();
      return;
    }
    const isServer = session[kType] === SERVER;
    const stream = session[kNewPeerStream](wire, headers);
    const { created, start } = isServer ? channels.server : channels.client;
    if (created.hasSubscribers) created.publish({ stream, headers });
    if (start.hasSubscribers) start.publish({ stream, headers });
    if (ends) stream.push(null);
    if (!isServer) stream.end();
    else if (headers[':method'] === 'HEAD') stream[kEndForHead]();
    if (ends) stream[kState].endAfterHeaders = true;
    process.nextTick(emit, session, 'stream', stream, headers, flags, list);
    if (ends) stream.push(null);
  }

  onData({ owner }, bytes) {
    owner[kOnData](new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  onEnd({ owner }) {
    if (owner._readableState.endEmitted) {
      owner[kMaybeDestroy]();
      return;
    }
    owner.on('end', owner[kMaybeDestroy]);
    owner.push(null);
    owner.read(0);
  }

  // Returns whether there is a stream object.
  onStreamClose({ owner }, code) {
    if (owner === undefined || owner.destroyed) return false;
    owner[kOnWireClosed](code);
    return true;
  }

  onTrailersReady({ owner }) {
    if (owner === undefined) return;
    owner[kState].trailersReady = true;
    if (owner.destroyed || owner.closed) return;
    if (!owner.emit('wantTrailers')) owner.sendTrailers({});
  }

  onPriority(id, parent, weight, exclusive) {
    const { session } = this;
    if (session.destroyed) return;
    const emitter = session[kState].streams.get(id) ?? session;
    if (emitter.destroyed) return;
    emitter[kUpdateTimer]();
    emitter.emit('priority', id, parent, weight, exclusive);
  }

  // A frame could not be sent.
  onFrameError(id, type, errno) {
    const { session } = this;
    if (session.destroyed) return;
    const stream = session[kState].streams.get(id);
    const emitter = stream ?? session;
    if (emitter.listenerCount('frameError') === 0 && session.listenerCount('frameError') === 0) return;
    const code = errno === ERR.FRAME_SIZE ? FRAME_SIZE_ERROR : INTERNAL_ERROR;
    emitter[kUpdateTimer]();
    emitter.emit('frameError', type, code, id);
    // Waits for a GOAWAY under way, which tells more.
    setImmediate(() => {
      stream?.close(code);
      session.close();
    });
  }

  // ---- the session ----

  onInternalError(errno, custom) {
    this.session.destroy(new NghttpError(errno, custom));
  }

  onPing(payload) {
    const { session } = this;
    if (session.destroyed) return;
    session[kUpdateTimer]();
    session.emit('ping', payload);
  }

  onPingEnd(callback, acknowledged, duration, payload) {
    callback(acknowledged, duration, payload);
  }

  onSettings() {
    const { session } = this;
    if (session.destroyed) return;
    session[kUpdateTimer]();
    session[kRemoteSettings] = undefined;
    if (session.listenerCount('remoteSettings') > 0) session.emit('remoteSettings', session.remoteSettings);
  }

  onSettingsEnd(callback, duration) {
    callback(duration);
  }

  onGoaway(code, lastStreamID, data) {
    const { session } = this;
    if (session.destroyed) return;
    session[kState].goawayCode = code;
    session[kState].goawayLastStreamID = lastStreamID;
    session.emit('goaway', code, lastStreamID, data);
    if (code === NO_ERROR) session.close();
    else session.destroy(new ERR_HTTP2_SESSION_ERROR(code), NO_ERROR);
  }

  onGracefulClose() {
    this.session[kMaybeDestroy](null);
  }

  onAltsvc(id, origin, value) {
    const { session } = this;
    if (session.destroyed) return;
    session[kUpdateTimer]();
    session.emit('altsvc', value, origin, id);
  }

  onOrigin(origins) {
    const { session } = this;
    if (session.destroyed) return;
    session[kUpdateTimer]();
    if (!session.encrypted) return;
    const known = originSetOf(session);
    for (let i = 0; i < origins.length; i++) {
      if (known.size >= session[kMaxOriginSetSize]) {
        session.destroy(new ERR_HTTP2_TOO_MANY_ORIGINS(session[kMaxOriginSetSize]));
        return;
      }
      known.add(origins[i]);
    }
    session.emit('origin', origins);
  }
}

function eventOf(category, ends, status) {
  if (category === PUSH_RESPONSE) return 'push';
  if (category === RESPONSE) return !ends && status !== undefined && status >= 100 && status < 200 ? 'headers' : 'response';
  if (status !== undefined && status >= 200) return 'response';
  return ends ? 'trailers' : 'headers';
}

module.exports = { WireEvents, originSetOf };
