'use strict';

// A client's session, and http2.connect.

const {
  ArrayIsArray, Boolean, ObjectDefineProperty, Promise, SafeSet, StringPrototypeCharCodeAt, StringPrototypeSlice, SymbolDispose,
} = primordials;

const { AsyncResource } = require('internal/async_resource');
const { isIP } = require('internal/net');
const {
  AbortError,
  codes: {
    ERR_HTTP2_GOAWAY_SESSION, ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_OUT_OF_STREAMS, ERR_HTTP2_STREAM_SELF_DEPENDENCY,
    ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS, ERR_HTTP2_UNSUPPORTED_PROTOCOL, ERR_INVALID_ARG_TYPE,
  },
} = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber } = require('internal/validators');
const { assignFunctionName } = require('internal/util/properties');
const { deprecateProperty } = require('internal/util/deprecation');
const { promisify } = require('internal/util/promisify');
const { addAbortListener } = require('internal/events/abort_listener');
const { URL } = require('internal/url');
const { ERR } = require('internal/http2/wire/codes');
const { NghttpError } = require('internal/http2/errors');
const { assertIsArray, assertIsObject, prepareRequestArray, prepareRequestObject } = require('internal/http2/headers');
const { MOST_CUSTOM } = require('internal/http2/settings');
const { Http2Session } = require('internal/http2/session');
const { ClientHttp2Stream } = require('internal/http2/client_stream');
const { HAS_TRAILERS } = require('internal/http2/stream');
const channels = require('internal/http2/channels');
const {
  kAuthority, kInit, kMaxOriginSetSize, kNewPeerStream, kOrigin, kPendingRequestCalls, kProtocol, kRawHeaders,
  kRequestAsyncResource, kSentHeaders, kSession, kState, kUpdateTimer, kWire,
} = require('internal/http2/symbols');

const CLIENT = 1;
const withoutPayload = new SafeSet(['DELETE', 'GET', 'HEAD']);
const deprecateWeight = deprecateProperty('weight', 'Priority signaling has been deprecated as of RFC 9113.', 'DEP0194');

function checkPriority(options) {
  deprecateWeight(options);
  if (options.parent === undefined) options.parent = 0;
  else validateNumber(options.parent, 'options.parent', 0);
  if (options.exclusive === undefined) options.exclusive = false;
  else validateBoolean(options.exclusive, 'options.exclusive');
  if (options.silent === undefined) options.silent = false;
  else validateBoolean(options.silent, 'options.silent');
}

function prepare(headers, session) {
  if (ArrayIsArray(headers)) return prepareRequestArray(headers, session);
  if (headers === undefined) return prepareRequestObject({}, session);
  if (headers !== null && typeof headers === 'object') return prepareRequestObject(headers, session);
  throw new ERR_INVALID_ARG_TYPE.HideStackFramesError('headers', ['Object', 'Array'], headers);
}

// The session is connected: the request gets its id.
function start(stream, { list, never }, options) {
  const session = stream[kSession];
  if (session === undefined || session.destroyed) return;
  if (session.closed) {
    stream.destroy(new ERR_HTTP2_GOAWAY_SESSION());
    return;
  }
  const wire = session[kWire].request(list, never, options.endStream, Boolean(options.waitForTrailers), options.parent | 0);
  switch (wire) {
    case ERR.STREAM_ID_NOT_AVAILABLE: stream.destroy(new ERR_HTTP2_OUT_OF_STREAMS()); return;
    case ERR.INVALID_ARGUMENT: stream.destroy(new ERR_HTTP2_STREAM_SELF_DEPENDENCY()); return;
  }
  if (typeof wire === 'number') {
    session.destroy(new NghttpError(wire));
    return;
  }
  stream[kInit](wire);
  if (channels.client.start.hasSubscribers) channels.client.start.publish({ stream, headers: stream.sentHeaders });
}

function abortWith(stream, signal) {
  validateAbortSignal(signal, 'options.signal');
  const abort = () => stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
    return;
  }
  const disposable = addAbortListener(signal, abort);
  stream.once('close', disposable[SymbolDispose]);
}

class ClientHttp2Session extends Http2Session {
  constructor(options, socket) {
    super(CLIENT, options, socket);
    this[kPendingRequestCalls] = null;
  }

  [kNewPeerStream](wire) { return new ClientHttp2Stream(this, wire); }

  request(headers, options) {
    let refusal;
    if (this.destroyed) refusal = new ERR_HTTP2_INVALID_SESSION();
    else if (this.closed) refusal = new ERR_HTTP2_GOAWAY_SESSION();
    this[kUpdateTimer]();
    const prepared = prepare(headers, this);
    assertIsObject(options, 'options');
    options = { ...options };
    checkPriority(options);
    if (options.endStream === undefined) options.endStream = withoutPayload.has(prepared.method);
    else validateBoolean(options.endStream, 'options.endStream');

    const stream = new ClientHttp2Stream(this, undefined);
    stream[kSentHeaders] = prepared.headers;
    stream[kRawHeaders] = prepared.raw;
    stream[kOrigin] = `${prepared.scheme}://${prepared.authority}`;
    const resource = stream[kRequestAsyncResource] = new AsyncResource('PendingRequest');
    if (options.endStream) stream.end();
    if (options.waitForTrailers) stream[kState].flags |= HAS_TRAILERS;
    if (options.signal) abortWith(stream, options.signal);

    if (refusal !== undefined) {
      process.nextTick(resource.bind(() => stream.destroy(refusal)));
    } else {
      const begin = () => start(stream, prepared.list, options);
      if (this.connecting) this.#whenConnected(resource.bind(begin));
      else resource.runInAsyncScope(begin);
    }
    if (channels.client.created.hasSubscribers) channels.client.created.publish({ stream, headers: stream.sentHeaders });
    return stream;
  }

  #whenConnected(begin) {
    const calls = this[kPendingRequestCalls];
    if (calls !== null) {
      calls[calls.length] = begin;
      return;
    }
    this[kPendingRequestCalls] = [begin];
    this.once('connect', () => {
      const waiting = this[kPendingRequestCalls];
      for (let i = 0; i < waiting.length; i++) waiting[i]();
      this[kPendingRequestCalls] = null;
    });
  }
}

// ---- connect ----

function hostOf(authority) {
  if (authority.hostname) {
    const { hostname } = authority;
    return StringPrototypeCharCodeAt(hostname, 0) === 91 ? StringPrototypeSlice(hostname, 1, -1) : hostname;
  }
  return authority.host || 'localhost';
}

function open(authority, options, protocol, host, port) {
  if (typeof options.createConnection === 'function') return options.createConnection(authority, options);
  switch (protocol) {
    case 'http:': return require('net').connect({ port, host, ...options });
    case 'https:': {
      const tls = require('tls');
      const { initializeTLSOptions } = require('internal/http2/server_options');
      return tls.connect(port, host, initializeTLSOptions(options, isIP(host) ? undefined : host));
    }
    default: throw new ERR_HTTP2_UNSUPPORTED_PROTOCOL(protocol);
  }
}

function connect(authority, options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = undefined;
  }
  assertIsObject(options, 'options');
  options = { ...options };
  if (options.maxOriginSetSize != null) validateNumber(options.maxOriginSetSize, 'options.maxOriginSetSize', 0);
  assertIsArray(options.remoteCustomSettings, 'options.remoteCustomSettings');
  if (options.remoteCustomSettings) {
    options.remoteCustomSettings = [...options.remoteCustomSettings];
    if (options.remoteCustomSettings.length > MOST_CUSTOM) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
  }
  if (options.strictSingleValueFields === undefined) options.strictSingleValueFields = true;
  else validateBoolean(options.strictSingleValueFields, 'options.strictSingleValueFields');
  if (typeof authority === 'string') authority = new URL(authority);
  assertIsObject(authority, 'authority', ['string', 'Object', 'URL']);

  const protocol = authority.protocol || options.protocol || 'https:';
  const port = `${authority.port !== '' ? authority.port : authority.protocol === 'http:' ? 80 : 443}`;
  const host = hostOf(authority);
  const session = new ClientHttp2Session(options, open(authority, options, protocol, host, port));
  session[kAuthority] = `${options.servername || host}:${port}`;
  session[kProtocol] = protocol;
  session[kMaxOriginSetSize] = options.maxOriginSetSize ?? 128;
  if (typeof listener === 'function') session.once('connect', listener);
  return session;
}

ObjectDefineProperty(connect, promisify.custom, {
  __proto__: null,
  value: assignFunctionName('connect', (authority, options) => new Promise((resolve, reject) => {
    const session = connect(authority, options, () => {
      session.removeListener('error', reject);
      resolve(session);
    });
    session.once('error', reject);
  })),
});

module.exports = { connect };
