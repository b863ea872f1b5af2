'use strict';

// Http2ServerRequest: a stream's request in the shape of http.IncomingMessage.

const { ArrayPrototypePush, ObjectAssign, SafeArrayIterator, StringPrototypeTrim, Symbol } = primordials;

const Readable = require('internal/streams/readable');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateString } = require('internal/validators');
const { compatSocket } = require('internal/http2/compat_socket');
const { getAuthority } = require('internal/http2/headers');
const { kProxySocket, kRequest, kState } = require('internal/http2/symbols');

const kStream = Symbol('stream');
const kHeaders = Symbol('headers');
const kRawHeaders = Symbol('rawHeaders');
const kTrailers = Symbol('trailers');
const kRawTrailers = Symbol('rawTrailers');
const kAborted = Symbol('aborted');

// ---- events of the stream ----

function onData(chunk) {
  const request = this[kRequest];
  if (request !== undefined && !request.push(chunk)) this.pause();
}

function onTrailers(trailers, flags, rawTrailers) {
  const request = this[kRequest];
  if (request === undefined) return;
  ObjectAssign(request[kTrailers], trailers);
  ArrayPrototypePush(request[kRawTrailers], ...new SafeArrayIterator(rawTrailers));
}

function onEnd() {
  this[kRequest]?.push(null);
}

// An error is reported as the end of the stream, to both sides, so it must not be uncaught.
function onError() {}

function onAborted() {
  const request = this[kRequest];
  if (request === undefined || request[kState].closed) return;
  request[kAborted] = true;
  request.emit('aborted');
}

function onClose() {
  const request = this[kRequest];
  if (request === undefined) return;
  const state = request[kState];
  state.closed = true;
  request.push(null);
  if (!state.didRead && !request._readableState.resumeScheduled) request.resume();
  this[kProxySocket] = null;
  this[kRequest] = undefined;
  request.emit('close');
}

function onTimeout() {
  this[kRequest].emit('timeout');
}

// ---- events of the request ----

function onPause() {
  this[kStream].pause();
}

function onResume() {
  this[kStream].resume();
}

const resume = (stream) => stream.resume();

class Http2ServerRequest extends Readable {
  constructor(stream, headers, options, rawHeaders) {
    super({ autoDestroy: false, ...options });
    this[kState] = { closed: false, didRead: false };
    this[kHeaders] = headers;
    this[kRawHeaders] = rawHeaders;
    this[kTrailers] = {};
    this[kRawTrailers] = [];
    this[kStream] = stream;
    this[kAborted] = false;
    stream[kProxySocket] = null;
    stream[kRequest] = this;
    stream.on('trailers', onTrailers);
    stream.on('end', onEnd);
    stream.on('error', onError);
    stream.on('aborted', onAborted);
    stream.on('close', onClose);
    stream.on('timeout', onTimeout);
    this.on('pause', onPause);
    this.on('resume', onResume);
  }

  get aborted() { return this[kAborted]; }
  get complete() { return this[kAborted] || this.readableEnded || this[kState].closed || this[kStream].destroyed; }
  get stream() { return this[kStream]; }
  get headers() { return this[kHeaders]; }
  get rawHeaders() { return this[kRawHeaders]; }
  get trailers() { return this[kTrailers]; }
  get rawTrailers() { return this[kRawTrailers]; }
  get httpVersionMajor() { return 2; }
  get httpVersionMinor() { return 0; }
  get httpVersion() { return '2.0'; }
  get socket() { return compatSocket(this[kStream]); }
  get connection() { return this.socket; }

  _read() {
    const state = this[kState];
    if (state.didRead) {
      process.nextTick(resume, this[kStream]);
    } else {
      state.didRead = true;
      this[kStream].on('data', onData);
    }
  }

  get method() { return this[kHeaders][':method']; }

  set method(method) {
    validateString(method, 'method');
    if (StringPrototypeTrim(method) === '') throw new ERR_INVALID_ARG_VALUE('method', method);
    this[kHeaders][':method'] = method;
  }

  get authority() { return getAuthority(this[kHeaders]); }
  get scheme() { return this[kHeaders][':scheme']; }
  get url() { return this[kHeaders][':path']; }
  set url(url) { this[kHeaders][':path'] = url; }

  setTimeout(msecs, callback) {
    if (!this[kState].closed) this[kStream].setTimeout(msecs, callback);
    return this;
  }
}

module.exports = { Http2ServerRequest };
