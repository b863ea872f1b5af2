'use strict';

// The head of a client's request: the check of its path, and the headers that follow from its options.

const {
  ArrayIsArray, ObjectKeys, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeIncludes, StringPrototypeIndexOf,
} = primordials;

const { Buffer } = require('buffer');
const { kOutHeaders } = require('internal/http/outgoing/headers');
const { codes: { ERR_HTTP_HEADERS_SENT, ERR_UNESCAPED_CHARACTERS } } = require('internal/errors');

const badPath = /[^\u0021-\u00ff]/;
const OPENING_BRACKET = 91;

function validatePath(path) {
  if (RegExpPrototypeExec(badPath, path) !== null) throw new ERR_UNESCAPED_CHARACTERS('Request path');
}

const requestLine = (request) => `${request.method} ${request.path} HTTP/1.1\r\n`;

// The value of the Host header. An IPv6 address is in brackets.
function hostName(host, port, defaultPort) {
  const colon = StringPrototypeIndexOf(host, ':');
  const isIPv6 = colon !== -1 && StringPrototypeIncludes(host, ':', colon + 1);
  const name = isIPv6 && StringPrototypeCharCodeAt(host, 0) !== OPENING_BRACKET ? `[${host}]` : host;
  return port && +port !== defaultPort ? `${name}:${port}` : name;
}

// Headers that are given as an array are sent as they are, and no others.
function setHeaders(request, { auth, headers, host, port }, defaultPort, setsHost) {
  if (ArrayIsArray(headers)) {
    request._storeHeader(requestLine(request), headers);
    return;
  }
  if (headers) {
    const keys = ObjectKeys(headers);
    for (let i = 0; i < keys.length; i++) request.setHeader(keys[i], headers[keys[i]]);
  }
  if (host && !request.getHeader('host') && setsHost) request.setHeader('Host', hostName(host, port, defaultPort));
  if (auth && !request.getHeader('Authorization')) request.setHeader('Authorization', `Basic ${Buffer.from(auth).toString('base64')}`);
  if (request.getHeader('expect')) storeHead(request);
}

function storeHead(request) {
  if (request._header) throw new ERR_HTTP_HEADERS_SENT('render');
  request._storeHeader(requestLine(request), request[kOutHeaders]);
}

module.exports = { setHeaders, storeHead, validatePath };
