'use strict';

// From headers to the text of a message's head, with the headers that say how the body is framed and whether the connection stays open.

const {
  ArrayIsArray, ArrayPrototypeJoin, ArrayPrototypeMap, Date, DateNow, DatePrototypeToUTCString, MathFloor, ObjectHasOwn,
  RegExpPrototypeExec,
} = primordials;

const { Buffer } = require('buffer');
const { kOutHeaders, kUniqueHeaders, lowerCased, validateHeaderName, validateHeaderValue } = require('internal/http/outgoing/headers');
const { codes: { ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE } } = require('internal/errors');

let dateText;
let dateUntil = 0;

// The value of a Date header, made once a second.
function utcDate() {
  const now = DateNow();
  if (now >= dateUntil) {
    dateText = DatePrototypeToUTCString(new Date(now));
    dateUntil = now - (now % 1000) + 1000;
  }
  return dateText;
}

const fromBytes = (text) => Buffer.from(`${text}`, 'latin1').toString();

// Appends to `state.text`. Some headers decide about framing and keep-alive: `state` and the message note it.
function headerLines(message, state, name, value, validate) {
  if (validate) validateHeaderName(name);
  const lower = lowerCased(name);
  // With a length, Node takes the value for bytes of UTF-8.
  if (lower === 'content-disposition' && message._contentLength) {
    value = ArrayIsArray(value) ? ArrayPrototypeMap(value, fromBytes) : fromBytes(value);
  }
  if (ArrayIsArray(value)) {
    const isUnique = message[kUniqueHeaders]?.has(lower);
    if (!isUnique && (value.length < 2 || lower !== 'cookie')) {
      for (let i = 0; i < value.length; i++) headerLine(message, state, name, lower, value[i], validate);
      return;
    }
    value = ArrayPrototypeJoin(value, '; ');
  }
  headerLine(message, state, name, lower, value, validate);
}

function headerLine(message, state, name, lower, value, validate) {
  if (validate) validateHeaderValue(name, value);
  state.text += `${name}: ${value}\r\n`;
  switch (lower) {
    case 'connection':
      state.connection = true;
      message._removedConnection = false;
      if (RegExpPrototypeExec(/(?:^|\W)close(?:$|\W)/i, value) !== null) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      state.te = true;
      message._removedTE = false;
      if (RegExpPrototypeExec(/(?:^|\W)chunked(?:$|\W)/i, value) !== null) message.chunkedEncoding = true;
      break;
    case 'content-length':
      state.contLen = true;
      message._contentLength = +value;
      message._removedContLen = false;
      break;
    case 'date': state.date = true; break;
    case 'expect': state.expect = true; break;
    case 'trailer': state.trailer = true; break;
    case 'keep-alive': message._defaultKeepAlive = false; break;
  }
}

function allLines(message, state, headers) {
  if (headers === message[kOutHeaders]) {
    for (const key in headers) headerLines(message, state, headers[key][0], headers[key][1], false);
  } else if (!ArrayIsArray(headers)) {
    for (const key in headers) if (ObjectHasOwn(headers, key)) headerLines(message, state, key, headers[key], true);
  } else if (headers.length && ArrayIsArray(headers[0])) {
    for (let i = 0; i < headers.length; i++) headerLines(message, state, headers[i][0], headers[i][1], true);
  } else {
    if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
    for (let i = 0; i < headers.length; i += 2) headerLines(message, state, headers[i], headers[i + 1], true);
  }
}

// Whether the connection stays open, where no header says so.
function connectionLine(message, state) {
  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
    return '';
  }
  if (state.connection) return '';
  const isFramed = state.contLen || message.useChunkedEncodingByDefault || message.agent;
  if (!message.shouldKeepAlive || !isFramed) {
    message._last = true;
    return 'Connection: close\r\n';
  }
  if (message.maxRequestsOnConnectionReached) return 'Connection: close\r\n';
  if (!message._keepAliveTimeout || !message._defaultKeepAlive) return 'Connection: keep-alive\r\n';
  const max = ~~message._maxRequestsPerSocket > 0 ? `, max=${message._maxRequestsPerSocket}` : '';
  return `Connection: keep-alive\r\nKeep-Alive: timeout=${MathFloor(message._keepAliveTimeout / 1000)}${max}\r\n`;
}

// Where the body ends, where no header says so.
function framingLine(message, state) {
  if (state.contLen || state.te) return '';
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!state.trailer && !message._removedContLen && typeof message._contentLength === 'number') {
    return `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    message.chunkedEncoding = true;
    return 'Transfer-Encoding: chunked\r\n';
  } else {
    message._last = true;  // the end of the connection ends the body
  }
  return '';
}

// OutgoingMessage's _storeHeader.
function storeHead(firstLine, headers) {
  const state = { connection: false, contLen: false, te: false, date: false, expect: false, trailer: false, text: firstLine };
  if (headers) allLines(this, state, headers);
  let head = state.text;
  if (this.sendDate && !state.date) head += `Date: ${utcDate()}\r\n`;
  // Statuses that have no body must not be framed as if they had.
  if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
    this.chunkedEncoding = false;
    this.shouldKeepAlive = false;
  }
  head += connectionLine(this, state);
  head += framingLine(this, state);
  if (this.chunkedEncoding !== true && state.trailer) throw new ERR_HTTP_TRAILER_INVALID();
  this._header = `${head}\r\n`;
  this._headerSent = false;
  if (state.expect) this._send('');
}

module.exports = { storeHead, utcDate };
