'use strict';

// Http2ServerResponse: a stream's response in the shape of http.ServerResponse.

const {
  ArrayIsArray, ArrayPrototypePush, Boolean, FunctionPrototypeCall, ObjectAssign, ObjectHasOwn, ObjectKeys, StringPrototypeCharCodeAt,
  StringPrototypeIncludes, StringPrototypeToLowerCase, StringPrototypeTrim, Symbol,
} = primordials;

const { Stream } = require('internal/streams/legacy');
const {
  codes: {
    ERR_HTTP2_HEADERS_SENT, ERR_HTTP2_INFO_STATUS_NOT_ALLOWED, ERR_HTTP2_INVALID_HEADER_VALUE, ERR_HTTP2_INVALID_STREAM,
    ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED, ERR_HTTP2_STATUS_INVALID, ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN, ERR_STREAM_WRITE_AFTER_END,
  },
  hideStackFrames,
} = require('internal/errors');
const { validateFunction, validateLinkHeaderValue, validateObject, validateString } = require('internal/validators');
const { isOf, token } = require('internal/http2/wire/characters');
const { compatSocket } = require('internal/http2/compat_socket');
const { inRequest } = require('internal/http2/headers');
const { kProxySocket, kRequest, kState } = require('internal/http2/symbols');

const kStream = Symbol('stream');
const kResponse = Symbol('response');
const kHeaders = Symbol('headers');
const kTrailers = Symbol('trailers');
const kBeginSend = Symbol('begin-send');
const kSetHeader = Symbol('setHeader');
const kAppendHeader = Symbol('appendHeader');

// ---- warnings, once each ----

const warned = { statusMessage: false, connection: false };

function warnOnce(about, message) {
  if (warned[about]) return;
  warned[about] = true;
  process.emitWarning(message, 'UnsupportedWarning');
}

const warnOfStatusMessage = () => warnOnce('statusMessage', 'Status message is not supported by HTTP/2 (RFC7540 8.1.2.4)');

// ---- headers ----

const isDropped = (name, value) => name === 'connection' && value !== 'trailers';
const isPseudo = (name) => name === ':status' || name === ':method' || name === ':path' || name === ':authority' || name === ':scheme';
const lower = (name) => StringPrototypeToLowerCase(StringPrototypeTrim(name));

const checkHeader = hideStackFrames((name, value) => {
  if (name === '' || typeof name !== 'string' || StringPrototypeIncludes(name, ' ')) {
    throw new ERR_INVALID_HTTP_TOKEN.HideStackFramesError('Header name', name);
  }
  if (isPseudo(name)) throw new ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED.HideStackFramesError();
  if (value === undefined || value === null) throw new ERR_HTTP2_INVALID_HEADER_VALUE.HideStackFramesError(value, name);
  if (isDropped(name, value)) {
    warnOnce(
      'connection',
      'The provided connection header is not valid, the value will be dropped from the header and will never be in use.');
  }
});

// ---- events of the stream ----

function onDrain() {
  this[kResponse]?.emit('drain');
}

function onAborted() {}

function onWantTrailers() {
  this.sendTrailers(this[kResponse][kTrailers]);
}

function onTimeout() {
  this[kResponse].emit('timeout');
}

function onClose() {
  const response = this[kResponse];
  if (response === undefined) return;
  const state = response[kState];
  if (this.headRequest !== state.headRequest) return;
  state.closed = true;
  this[kProxySocket] = null;
  this.removeListener('wantTrailers', onWantTrailers);
  this[kResponse] = undefined;
  response.emit('finish');
  response.emit('close');
}

class Http2ServerResponse extends Stream {
  constructor(stream, options) {
    super(options);
    this[kState] = { closed: false, ending: false, destroyed: false, headRequest: false, sendDate: true, statusCode: 200 };
    this[kHeaders] = { __proto__: null };
    this[kTrailers] = { __proto__: null };
    this[kStream] = stream;
    stream[kProxySocket] = null;
    stream[kResponse] = this;
    this.writable = true;
    this.req = stream[kRequest];
    stream.on('drain', onDrain);
    stream.on('aborted', onAborted);
    stream.on('close', onClose);
    stream.on('wantTrailers', onWantTrailers);
    stream.on('timeout', onTimeout);
  }

  // Libraries for HTTP/1 read it.
  get _header() { return this.headersSent; }
  get writableEnded() { return this[kState].ending; }
  get finished() { return this[kState].ending; }
  get socket() { return this[kState].closed ? undefined : compatSocket(this[kStream]); }
  get connection() { return this.socket; }
  get stream() { return this[kStream]; }
  get headersSent() { return this[kStream].headersSent; }
  get sendDate() { return this[kState].sendDate; }
  set sendDate(value) { this[kState].sendDate = Boolean(value); }
  get writableCorked() { return this[kStream].writableCorked; }
  get writableHighWaterMark() { return this[kStream].writableHighWaterMark; }
  get writableObjectMode() { return this[kStream].writableObjectMode; }
  get writableFinished() { return this[kStream].writableFinished; }
  get writableLength() { return this[kStream].writableLength; }
  get writableNeedDrain() { return this[kStream].writableNeedDrain; }
  get statusCode() { return this[kState].statusCode; }

  set statusCode(code) {
    code |= 0;
    if (code >= 100 && code < 200) throw new ERR_HTTP2_INFO_STATUS_NOT_ALLOWED();
    if (code < 100 || code > 599) throw new ERR_HTTP2_STATUS_INVALID(code);
    this[kState].statusCode = code;
  }

  get statusMessage() {
    warnOfStatusMessage();
    return '';
  }

  set statusMessage(message) {
    warnOfStatusMessage();
  }

  // ---- headers and trailers ----

  setTrailer(name, value) {
    validateString(name, 'name');
    name = lower(name);
    checkHeader(name, value);
    this[kTrailers][name] = value;
  }

  addTrailers(headers) {
    const keys = ObjectKeys(headers);
    for (let i = 0; i < keys.length; i++) this.setTrailer(keys[i], headers[keys[i]]);
  }

  getHeader(name) {
    validateString(name, 'name');
    return this[kHeaders][lower(name)];
  }

  getHeaderNames() { return ObjectKeys(this[kHeaders]); }
  getHeaders() { return ObjectAssign({ __proto__: null }, this[kHeaders]); }

  hasHeader(name) {
    validateString(name, 'name');
    return ObjectHasOwn(this[kHeaders], lower(name));
  }

  removeHeader(name) {
    validateString(name, 'name');
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    name = lower(name);
    if (name === 'date') this[kState].sendDate = false;
    else delete this[kHeaders][name];
  }

  setHeader(name, value) {
    validateString(name, 'name');
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    this[kSetHeader](name, value);
  }

  appendHeader(name, value) {
    validateString(name, 'name');
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    this[kAppendHeader](name, value);
  }

  // The name to store; undefined if the header is left out.
  #accept(name, value) {
    name = lower(name);
    checkHeader(name, value);
    if (isDropped(name, value)) return undefined;
    if (StringPrototypeCharCodeAt(name, 0) === 58) inRequest(name);
    else if ((name === '' || !isOf(name, token))) this.destroy(new ERR_INVALID_HTTP_TOKEN('Header name', name));
    return name;
  }

  [kSetHeader](name, value) {
    name = this.#accept(name, value);
    if (name !== undefined) this[kHeaders][name] = value;
  }

  [kAppendHeader](name, value) {
    name = this.#accept(name, value);
    if (name === undefined) return;
    const headers = this[kHeaders];
    if (!headers[name]) {
      this.setHeader(name, value);
      return;
    }
    if (!ArrayIsArray(headers[name])) headers[name] = [headers[name]];
    if (!ArrayIsArray(value)) ArrayPrototypePush(headers[name], value);
    else for (let i = 0; i < value.length; i++) ArrayPrototypePush(headers[name], value[i]);
  }

  flushHeaders() {
    const state = this[kState];
    if (!state.closed && !this[kStream].headersSent) this.writeHead(state.statusCode);
  }

  writeHead(statusCode, statusMessage, headers) {
    const state = this[kState];
    if (state.closed || this.stream.destroyed || this.stream.closed) return this;
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    if (typeof statusMessage === 'string') warnOfStatusMessage();
    if (headers === undefined && typeof statusMessage === 'object') headers = statusMessage;
    if (ArrayIsArray(headers)) {
      this.#replaceHeaders(headers);
    } else if (typeof headers === 'object') {
      const keys = ObjectKeys(headers);
      for (let i = 0; i < keys.length; i++) this[kSetHeader](keys[i], headers[keys[i]]);
    }
    state.statusCode = statusCode;
    this[kBeginSend]();
    return this;
  }

  // Takes pairs, or a flat list of names and values, in place of all headers.
  #replaceHeaders(list) {
    const paired = list.length > 0 && ArrayIsArray(list[0]);
    const step = paired ? 1 : 2;
    for (let i = 0; i < list.length; i += step) this.removeHeader(paired ? list[i][0] : list[i]);
    if (!paired && list.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', list);
    for (let i = 0; i < list.length; i += step) {
      if (paired) this[kAppendHeader](list[i][0], list[i][1]);
      else this[kAppendHeader](list[i], list[i + 1]);
    }
  }

  [kBeginSend]() {
    const state = this[kState];
    this[kHeaders][':status'] = state.statusCode;
    this[kStream].respond(this[kHeaders], { endStream: state.ending, waitForTrailers: true, sendDate: state.sendDate });
  }

  // ---- the body ----

  cork() { this[kStream].cork(); }
  uncork() { this[kStream].uncork(); }

  write(chunk, encoding, callback) {
    const state = this[kState];
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = 'utf8';
    }
    let error;
    if (state.ending) error = new ERR_STREAM_WRITE_AFTER_END();
    else if (state.closed) error = new ERR_HTTP2_INVALID_STREAM();
    else if (state.destroyed) return false;
    if (error !== undefined) {
      if (typeof callback === 'function') process.nextTick(callback, error);
      this.destroy(error);
      return false;
    }
    const stream = this[kStream];
    if (!stream.headersSent) this.writeHead(state.statusCode);
    return stream.write(chunk, encoding, callback);
  }

  end(chunk, encoding, callback) {
    const stream = this[kStream];
    const state = this[kState];
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = null;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = 'utf8';
    }
    if ((state.closed || state.ending) && state.headRequest === stream.headRequest) {
      if (typeof callback === 'function') process.nextTick(callback);
      return this;
    }
    if (chunk !== null && chunk !== undefined) this.write(chunk, encoding);
    state.headRequest = stream.headRequest;
    state.ending = true;
    if (typeof callback === 'function') {
      if (stream.writableEnded) this.once('finish', callback);
      else stream.once('finish', callback);
    }
    if (!stream.headersSent) this.writeHead(state.statusCode);
    if (state.closed || stream.destroyed) FunctionPrototypeCall(onClose, stream);
    else stream.end();
    return this;
  }

  destroy(error) {
    if (this[kState].destroyed) return;
    this[kState].destroyed = true;
    this[kStream].destroy(error);
  }

  setTimeout(msecs, callback) {
    if (!this[kState].closed) this[kStream].setTimeout(msecs, callback);
  }

  // ---- beside the response ----

  createPushResponse(headers, callback) {
    validateFunction(callback, 'callback');
    if (this[kState].closed) {
      process.nextTick(callback, new ERR_HTTP2_INVALID_STREAM());
      return;
    }
    this[kStream].pushStream(headers, {}, (error, stream) => {
      if (error) callback(error);
      else callback(null, new Http2ServerResponse(stream));
    });
  }

  writeInformation(statusCode, headers) {
    if (typeof statusCode !== 'number' || statusCode < 100 || statusCode > 199 || statusCode === 101) {
      throw new ERR_HTTP2_STATUS_INVALID(statusCode);
    }
    const stream = this[kStream];
    if (stream.headersSent || this[kState].closed) return false;
    const out = { __proto__: null };
    if (headers !== undefined && headers !== null) {
      validateObject(headers, 'headers');
      ObjectAssign(out, headers);
    }
    out[':status'] = statusCode;
    stream.additionalHeaders(out);
    return true;
  }

  writeContinue() { return this.writeInformation(100); }

  writeEarlyHints(hints) {
    validateObject(hints, 'hints');
    const headers = { __proto__: null };
    const link = validateLinkHeaderValue(hints.link);
    const keys = ObjectKeys(hints);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 'link') continue;
      const name = lower(keys[i]);
      checkHeader(name, hints[keys[i]]);
      if ((name === '' || !isOf(name, token))) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
      headers[name] = hints[keys[i]];
    }
    if (link.length === 0) return false;
    headers.Link = link;
    return this.writeInformation(103, headers);
  }
}

module.exports = { Http2ServerResponse };
