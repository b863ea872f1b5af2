'use strict';

// A server's stream: responses, pushes, files.

const { ArrayIsArray, Boolean, ObjectAssign } = primordials;

const {
  codes: {
    ERR_HTTP2_HEADERS_AFTER_RESPOND, ERR_HTTP2_HEADERS_SENT, ERR_HTTP2_INVALID_INFO_STATUS, ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_NESTED_PUSH,
    ERR_HTTP2_OUT_OF_STREAMS, ERR_HTTP2_PUSH_DISABLED, ERR_HTTP2_STATUS_101,
  },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { ERR } = require('internal/http2/wire/codes');
const { NghttpError } = require('internal/http2/errors');
const {
  assertIsObject, getAuthority, inRequest, inResponse, prepareResponseArray, prepareResponseObject, toList,
} = require('internal/http2/headers');
const { respondWithFD, respondWithFile } = require('internal/http2/respond_file');
const { Http2Stream, HEADERS_SENT, HEAD_REQUEST, HAS_TRAILERS } = require('internal/http2/stream');
const channels = require('internal/http2/channels');
const {
  kAuthority, kEndForHead, kID, kInfoHeaders, kInit, kProceed, kProtocol, kRawHeaders, kSentHeaders, kSession, kState,
  kStrictSingleValueFields, kUpdateTimer, kWire,
} = require('internal/http2/symbols');

// Statuses whose responses have no body.
const isBodiless = (status) => status === 204 || status === 205 || status === 304;

class ServerHttp2Stream extends Http2Stream {
  constructor(session, wire, headers) {
    super(session, {});
    this[kInit](wire);
    this[kProtocol] = headers[':scheme'];
    this[kAuthority] = getAuthority(headers);
  }

  [kEndForHead]() {
    this.end();
    this[kState].flags |= HEAD_REQUEST;
  }

  get pushAllowed() {
    return !this.destroyed && !this.closed && !this.session.closed && !this.session.destroyed && this[kSession].remoteSettings.enablePush;
  }

  #checkOpen() {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
  }

  // Calls back with (error, stream, headers).
  pushStream(headers, options, callback) {
    if (!this.pushAllowed) throw new ERR_HTTP2_PUSH_DISABLED();
    if (this[kID] % 2 === 0) throw new ERR_HTTP2_NESTED_PUSH();
    const session = this[kSession];
    this[kUpdateTimer]();
    if (typeof options === 'function') {
      callback = options;
      options = undefined;
    }
    validateFunction(callback, 'callback');
    assertIsObject(options, 'options');
    let endStream = Boolean(options?.endStream);
    assertIsObject(headers, 'headers');
    headers = ObjectAssign({ __proto__: null }, headers);
    if (headers[':method'] === undefined) headers[':method'] = 'GET';
    if (getAuthority(headers) === undefined) headers[':authority'] = this[kAuthority];
    if (headers[':scheme'] === undefined) headers[':scheme'] = this[kProtocol];
    if (headers[':path'] === undefined) headers[':path'] = '/';
    const isHead = headers[':method'] === 'HEAD';
    if (isHead) endStream = true;

    const { list, never } = toList(headers, inRequest, session[kStrictSingleValueFields]);
    const wire = this[kWire].pushPromise(list, never, endStream);
    if (typeof wire === 'number') {
      let error;
      if (wire === ERR.STREAM_ID_NOT_AVAILABLE) error = new ERR_HTTP2_OUT_OF_STREAMS();
      else if (wire === ERR.STREAM_CLOSED) error = new ERR_HTTP2_INVALID_STREAM();
      else error = new NghttpError(wire);
      process.nextTick(callback, error);
      return;
    }
    const stream = new ServerHttp2Stream(session, wire, headers);
    stream[kSentHeaders] = headers;
    stream.push(null);
    if (endStream) stream.end();
    if (isHead) stream[kState].flags |= HEAD_REQUEST;
    const { created, start } = channels.server;
    process.nextTick(() => {
      if (start.hasSubscribers) start.publish({ stream, headers });
      callback(null, stream, headers, 0);
    });
    if (created.hasSubscribers) created.publish({ stream, headers });
  }

  // `headers` may be an object or a flat array.
  respond(headers, options) {
    this.#checkOpen();
    assertIsObject(options, 'options');
    options = { ...options };
    this[kUpdateTimer]();
    const state = this[kState];
    const ends = Boolean(options.endStream);
    if (options.waitForTrailers) state.flags |= HAS_TRAILERS;
    const isRaw = ArrayIsArray(headers);
    const prepared = isRaw ? prepareResponseArray(headers, options) : prepareResponseObject(headers, options);
    this[isRaw ? kRawHeaders : kSentHeaders] = prepared.headers;
    const { list, never } = toList(prepared.headers, inResponse, this[kSession][kStrictSingleValueFields]);
    state.flags |= HEADERS_SENT;
    if (ends || isBodiless(prepared.status) || this.headRequest) this.end();
    const failure = this[kWire].respond(list, never, ends, Boolean(options.waitForTrailers));
    if (failure < 0) {
      this.destroy(new NghttpError(failure));
    } else if (channels.server.finish.hasSubscribers) {
      channels.server.finish.publish({ stream: this, headers: prepared.headers, flags: state.flags });
    }
  }

  respondWithFD(fd, headers, options) {
    this.#checkOpen();
    respondWithFD(this, fd, headers, options);
  }

  respondWithFile(path, headers, options) {
    this.#checkOpen();
    respondWithFile(this, path, headers, options);
  }

  // Informational headers, before the response.
  additionalHeaders(headers) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_AFTER_RESPOND();
    assertIsObject(headers, 'headers');
    headers = ObjectAssign({ __proto__: null }, headers);
    if (headers[':status'] != null) {
      const status = headers[':status'] |= 0;
      if (status === 101) throw new ERR_HTTP2_STATUS_101();
      if (status < 100 || status >= 200) throw new ERR_HTTP2_INVALID_INFO_STATUS(headers[':status']);
    }
    this[kUpdateTimer]();
    const { list, never } = toList(headers, inResponse, this[kSession][kStrictSingleValueFields]);
    if (!this[kInfoHeaders]) this[kInfoHeaders] = [headers];
    else this[kInfoHeaders][this[kInfoHeaders].length] = headers;
    const failure = this[kWire].info(list, never);
    if (failure < 0) this.destroy(new NghttpError(failure));
  }
}

ServerHttp2Stream.prototype[kProceed] = ServerHttp2Stream.prototype.respond;

module.exports = { ServerHttp2Stream };
