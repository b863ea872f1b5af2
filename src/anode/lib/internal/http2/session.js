'use strict';

// Http2Session: the common part of client and server sessions.

const { ArrayFrom, ArrayIsArray, Boolean, ObjectDefineProperty, ReflectApply, SafeMap, SafeSet } = primordials;

const EventEmitter = require('events');
const { setImmediate } = require('internal/timers/immediate');
const {
  codes: {
    ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_MAX_PENDING_SETTINGS_ACK, ERR_HTTP2_PING_CANCEL, ERR_HTTP2_PING_LENGTH, ERR_HTTP2_SESSION_ERROR,
    ERR_HTTP2_SOCKET_BOUND, ERR_HTTP2_STREAM_CANCEL, ERR_OUT_OF_RANGE, ERR_SOCKET_CLOSED,
  },
} = require('internal/errors');
const { validateBuffer, validateFunction, validateInt32, validateNumber } = require('internal/validators');
const { customInspectSymbol: kInspect } = require('internal/util/inspect/custom_symbol');
const { format } = require('internal/util/inspect');
const { Connection } = require('internal/http2/wire/connection');
const { CANCEL, INTERNAL_ERROR, NO_ERROR } = require('internal/http2/wire/codes');
const { assertIsObject } = require('internal/http2/headers');
const { checkRemoteCustom, fromWire, toEntries, validateSettings } = require('internal/http2/settings');
const { socketOf } = require('internal/http2/session_socket');
const { transportOf } = require('internal/http2/transport');
const { WireEvents, originSetOf } = require('internal/http2/wire_events');
const { kTimeout, setTimeout, expired } = require('internal/http2/timeouts');
const {
  kAlpnProtocol, kBoundSession, kEncrypted, kLocalSettings, kMaybeDestroy, kProxySocket, kRemoteSettings, kServer, kSessions,
  kSocket, kState, kStrictSingleValueFields, kType, kUpdateTimer, kWire,
} = require('internal/http2/symbols');
const debug = require('internal/util/debuglog').debuglog('http2');

const SERVER = 0;
const READY = 1, CLOSED = 2, DESTROYED = 4;
const LARGEST_ID = 2 ** 32 - 1;

function emit(self, ...args) {
  ReflectApply(self.emit, self, args);
}

const randomPayload = () => {
  const { Buffer } = require('buffer');
  const payload = Buffer.alloc(8);
  payload.writeBigUInt64LE(process.hrtime.bigint());
  return payload;
};

// Begins the connection on a connected socket.
function setUp(session, socket, options) {
  if (session.destroyed) {
    process.nextTick(emit, session, 'connect', session, socket);
    return;
  }
  debug('Http2Session %s: setting up session handle', session[kType] === SERVER ? 'server' : 'client');
  session[kState].flags |= READY;
  if (options.remoteCustomSettings) checkRemoteCustom(options.remoteCustomSettings);
  const transport = transportOf(socket);
  const wire = session[kWire] = new Connection(session[kType] === SERVER, options, new WireEvents(session), transport);
  session[kAlpnProtocol] = socket.encrypted ? socket.alpnProtocol : 'h2c';
  session[kEncrypted] = Boolean(socket.encrypted);
  if (session[kState].nextStreamID !== undefined) wire.nextId = session[kState].nextStreamID;
  session.settings(typeof options.settings === 'object' ? options.settings : {});
  if (session[kType] === SERVER && ArrayIsArray(options.origins)) ReflectApply(session.origin, session, options.origins);
  transport.start(wire);
  process.nextTick(emit, session, 'connect', session, socket);
}

function emitClose(session, error) {
  if (error) session.emit('error', error);
  session.emit('close');
}

function finishClose(session, error) {
  const socket = session[kSocket];
  session[kProxySocket] = undefined;
  session[kSocket] = undefined;
  session[kWire] = undefined;
  session[kServer]?.[kSessions].delete(session);
  if (socket === undefined || socket.destroyed) {
    if (socket !== undefined) socket[kBoundSession] = socket[kServer] = undefined;
    process.nextTick(emitClose, session, error);
    return;
  }
  socket[kBoundSession] = socket[kServer] = undefined;
  socket.on('close', () => emitClose(session, error));
  // The socket is ended, not destroyed: the peer may still send, and then end.
  if (session.closed) socket.resume();
  socket.end(() => {
    if (!session.closed) setImmediate(() => socket.destroy(error));
  });
}

function closeSession(session, code, error) {
  const state = session[kState];
  state.flags |= DESTROYED;
  state.destroyCode = code;
  session.setTimeout(0);
  session.removeAllListeners('timeout');
  if (state.pendingStreams.size > 0 || state.streams.size > 0) {
    const cancel = new ERR_HTTP2_STREAM_CANCEL(error);
    state.pendingStreams.forEach((stream) => stream.destroy(cancel));
    state.streams.forEach((stream) => stream.destroy(error));
  }
  const wire = session[kWire];
  if (wire === undefined) finishClose(session, error);
  else wire.destroy(code, session[kSocket].destroyed, () => finishClose(session, error));
}

function onSocketError(error) {
  const session = this[kBoundSession];
  if (session === undefined) return;
  // After a GOAWAY the peer may reset the connection.
  if (error.code === 'ECONNRESET' && session[kState].goawayCode !== null) session.destroy();
  else session.destroy(error);
}

function onSocketClose() {
  const session = this[kBoundSession];
  if (session === undefined) return;
  const error = session.connecting ? new ERR_SOCKET_CLOSED() : null;
  const { pendingStreams, streams } = session[kState];
  streams.forEach((stream) => stream.close(CANCEL));
  pendingStreams.forEach((stream) => stream.close(CANCEL));
  session.close();
  closeSession(session, NO_ERROR, error);
}

class Http2Session extends EventEmitter {
  constructor(type, options, socket) {
    super();
    if (socket[kBoundSession] !== undefined) throw new ERR_HTTP2_SOCKET_BOUND();
    socket[kBoundSession] = this;
    socket.on('error', onSocketError);
    socket.on('close', onSocketClose);
    this[kState] = {
      destroyCode: NO_ERROR, flags: 0, goawayCode: null, goawayLastStreamID: null, streams: new SafeMap(), pendingStreams: new SafeSet(),
      pendingAck: 0, writeQueueSize: 0, originSet: undefined, nextStreamID: undefined,
    };
    this[kEncrypted] = undefined;
    this[kAlpnProtocol] = undefined;
    this[kType] = type;
    this[kProxySocket] = null;
    this[kSocket] = socket;
    this[kTimeout] = null;
    this[kWire] = undefined;
    this[kLocalSettings] = undefined;
    this[kRemoteSettings] = undefined;
    this[kStrictSingleValueFields] = options.strictSingleValueFields;
    if (typeof socket.setNoDelay === 'function') socket.setNoDelay();
    if (typeof socket.disableRenegotiation === 'function') socket.disableRenegotiation();
    if (socket.connecting || socket.secureConnecting) {
      socket.once(socket.secureConnecting === undefined ? 'connect' : 'secureConnect', () => {
        try {
          setUp(this, socket, options);
        } catch (error) {
          socket.destroy(error);
        }
      });
    } else {
      setUp(this, socket, options);
    }
    debug('Http2Session %s: created', type === SERVER ? 'server' : 'client');
  }

  // Undefined before the socket is connected.
  get encrypted() { return this[kEncrypted]; }
  get alpnProtocol() { return this[kAlpnProtocol]; }
  get originSet() { return !this.encrypted || this.destroyed ? undefined : ArrayFrom(originSetOf(this)); }
  get connecting() { return (this[kState].flags & READY) === 0; }
  get closed() { return (this[kState].flags & CLOSED) !== 0; }
  get destroyed() { return (this[kState].flags & DESTROYED) !== 0; }

  [kUpdateTimer]() {
    if (!this.destroyed) this[kTimeout]?.refresh();
  }

  setNextStreamID(id) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    validateNumber(id, 'id');
    if (id <= 0 || id > LARGEST_ID) throw new ERR_OUT_OF_RANGE('id', `> 0 and <= ${LARGEST_ID}`, id);
    if (this[kWire] === undefined) this[kState].nextStreamID = id;
    else if (id >= this[kWire].nextId && id % 2 === this[kWire].nextId % 2) this[kWire].nextId = id;
  }

  setLocalWindowSize(windowSize) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    validateInt32(windowSize, 'windowSize', 0);
    this[kWire].setLocalWindowSize(windowSize);
  }

  // Calls back with (error, duration in ms, payload).
  ping(payload, callback) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (typeof payload === 'function') {
      callback = payload;
      payload = undefined;
    }
    if (payload) {
      validateBuffer(payload, 'payload');
      if (payload.byteLength !== 8) throw new ERR_HTTP2_PING_LENGTH();
    }
    validateFunction(callback, 'callback');
    const done = (acknowledged, duration, answer) => {
      if (acknowledged) callback(null, duration, answer);
      else callback(new ERR_HTTP2_PING_CANCEL());
    };
    if (this.connecting || this.closed) {
      process.nextTick(done, false, 0, payload);
      return undefined;
    }
    const { Buffer } = require('buffer');
    return this[kWire].ping(payload ? Buffer.from(payload.buffer, payload.byteOffset, 8).subarray() : randomPayload(), done);
  }

  [kInspect](depth) {
    if (typeof depth === 'number' && depth < 0) return this;
    return `Http2Session ${format({
      type: this[kType], closed: this.closed, destroyed: this.destroyed, state: this.state, localSettings: this.localSettings,
      remoteSettings: this.remoteSettings,
    })}`;
  }

  get socket() {
    if (this[kProxySocket] === null) this[kProxySocket] = socketOf(this);
    return this[kProxySocket];
  }

  get type() { return this[kType]; }
  get goawayCode() { return this[kState].goawayCode || NO_ERROR; }
  get goawayLastStreamID() { return this[kState].goawayLastStreamID || 0; }
  get pendingSettingsAck() { return this[kState].pendingAck > 0; }
  get state() { return this.connecting || this.destroyed ? {} : this[kWire].state(); }

  // The settings that the peer has acknowledged.
  get localSettings() {
    if (this[kLocalSettings] !== undefined) return this[kLocalSettings];
    if (this.destroyed || this.connecting) return {};
    return this[kLocalSettings] = fromWire(this[kWire].local);
  }

  get remoteSettings() {
    if (this[kRemoteSettings] !== undefined) return this[kRemoteSettings];
    if (this.destroyed || this.connecting) return {};
    return this[kRemoteSettings] = fromWire(this[kWire].remote);
  }

  settings(settings, callback) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    assertIsObject(settings, 'settings');
    validateSettings(settings);
    if (callback) validateFunction(callback, 'callback');
    this[kState].pendingAck++;
    settings = { ...settings };
    const submit = () => {
      if (this.destroyed) return;
      this[kUpdateTimer]();
      const done = (duration) => this.#settled(callback, duration);
      if (!this[kWire].sendSettings(toEntries(settings), done)) this.destroy(new ERR_HTTP2_MAX_PENDING_SETTINGS_ACK());
    };
    if (this.connecting) this.once('connect', submit);
    else submit();
  }

  #settled(callback, duration) {
    this[kState].pendingAck--;
    this[kLocalSettings] = undefined;
    const settings = this.localSettings;
    callback?.(null, settings, duration);
    this.emit('localSettings', settings);
  }

  // Sends a notice. The session stays as it is.
  goaway(code = NO_ERROR, lastStreamID = 0, opaqueData) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (opaqueData !== undefined) validateBuffer(opaqueData, 'opaqueData');
    validateNumber(code, 'code');
    validateNumber(lastStreamID, 'lastStreamID');
    const submit = () => {
      if (this.destroyed) return;
      this[kUpdateTimer]();
      const { Buffer } = require('buffer');
      const data = opaqueData === undefined ? undefined : Buffer.from(opaqueData.buffer, opaqueData.byteOffset, opaqueData.byteLength);
      this[kWire].goaway(code, lastStreamID, data);
    };
    if (this.connecting) this.once('connect', submit);
    else submit();
  }

  // Ends at once, with all streams.
  destroy(error = NO_ERROR, code = undefined) {
    if (this.destroyed) return;
    debug('Http2Session %s: destroying', this[kType] === SERVER ? 'server' : 'client');
    if (typeof error === 'number') {
      code = error;
      error = code === NO_ERROR ? undefined : new ERR_HTTP2_SESSION_ERROR(code);
    }
    if (code === undefined && error != null) code = INTERNAL_ERROR;
    closeSession(this, code, error);
  }

  // Ends after its streams have ended.
  close(callback) {
    if (this.closed || this.destroyed) return;
    debug('Http2Session %s: marking session closed', this[kType] === SERVER ? 'server' : 'client');
    this[kState].flags |= CLOSED;
    if (typeof callback === 'function') this.once('close', callback);
    this.goaway();
    if (this[kWire] !== undefined) this[kWire].graceful = true;
    this[kMaybeDestroy]();
  }

  [EventEmitter.captureRejectionSymbol](error, event, ...args) {
    if (event === 'stream') args[0].destroy(error);
    else this.destroy(error);
  }

  [kMaybeDestroy](error) {
    if (error == null) {
      const { pendingStreams, streams } = this[kState];
      if (!this.closed || streams.size > 0 || pendingStreams.size > 0 || this[kWire]?.hasPendingData()) return;
    }
    this.destroy(error);
  }

  _onTimeout() { expired(this, this); }
  ref() { this[kSocket]?.ref?.(); }
  unref() { this[kSocket]?.unref?.(); }
}

ObjectDefineProperty(Http2Session.prototype, 'setTimeout',
                     { __proto__: null, configurable: true, enumerable: true, writable: true, value: setTimeout });

module.exports = { Http2Session, emit };
