'use strict';

// A server's session. Its events go on to the server.

const { RegExpPrototypeExec } = primordials;

const {
  codes: {
    ERR_HTTP2_ALTSVC_INVALID_ORIGIN, ERR_HTTP2_ALTSVC_LENGTH, ERR_HTTP2_INVALID_ORIGIN, ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_ORIGIN_LENGTH,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { validateString } = require('internal/validators');
const { URL } = require('internal/url');
const { ALTSVC, ORIGIN } = require('internal/http2/wire/codes');
const { Http2Session } = require('internal/http2/session');
const { ServerHttp2Stream } = require('internal/http2/server_stream');
const { kNewPeerStream, kServer, kSessions, kWire } = require('internal/http2/symbols');

const SERVER = 0;
const LONGEST = 2 ** 14 - 2;
const quotedString = /^[\x09\x20-\x5b\x5d-\x7e\x80-\xff]*$/;

const originOf = (text) => new URL(text).origin;

class ServerHttp2Session extends Http2Session {
  constructor(options, socket, server) {
    super(SERVER, options, socket);
    this[kServer] = server;
    server?.[kSessions].add(this);
  }

  [kNewPeerStream](wire, headers) { return new ServerHttp2Stream(this, wire, headers); }

  get server() { return this[kServer]; }

  // For an origin, or for a stream's origin.
  altsvc(alt, originOrStream) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    let id = 0;
    let origin;
    if (typeof originOrStream === 'string') {
      origin = originOf(originOrStream);
      if (origin === 'null') throw new ERR_HTTP2_ALTSVC_INVALID_ORIGIN();
    } else if (typeof originOrStream === 'number') {
      if (originOrStream >>> 0 !== originOrStream || originOrStream === 0) {
        throw new ERR_OUT_OF_RANGE('originOrStream', `> 0 && < ${2 ** 32}`, originOrStream);
      }
      id = originOrStream;
    } else if (originOrStream !== undefined) {
      if (originOrStream !== null && typeof originOrStream === 'object') origin = originOrStream.origin;
      if (typeof origin !== 'string') {
        throw new ERR_INVALID_ARG_TYPE('originOrStream', ['string', 'number', 'URL', 'object'], originOrStream);
      }
      if (origin === 'null' || origin.length === 0) throw new ERR_HTTP2_ALTSVC_INVALID_ORIGIN();
    }
    validateString(alt, 'alt');
    if (RegExpPrototypeExec(quotedString, alt) === null) throw new ERR_INVALID_CHAR('alt');
    origin ??= '';
    if (alt.length + origin.length > LONGEST) throw new ERR_HTTP2_ALTSVC_LENGTH();
    if ((id === 0) === (origin === '')) return;
    this[kWire].extension(ALTSVC, id, lengthAnd(origin, alt));
  }

  origin(...origins) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (origins.length === 0) return;
    const { Buffer } = require('buffer');
    const parts = [];
    let length = 0;
    for (let i = 0; i < origins.length; i++) {
      let origin = origins[i];
      if (typeof origin === 'string') origin = originOf(origin);
      else if (origin != null && typeof origin === 'object') origin = origin.origin;
      validateString(origin, 'origin');
      if (origin === 'null') throw new ERR_HTTP2_INVALID_ORIGIN();
      length += origin.length;
      parts[parts.length] = lengthAnd(origin, '');
    }
    if (length > LONGEST) throw new ERR_HTTP2_ORIGIN_LENGTH();
    this[kWire].extension(ORIGIN, 0, Buffer.concat(parts));
  }
}

// Two bytes with the length of the text, the text, and the rest.
function lengthAnd(text, rest) {
  const { Buffer } = require('buffer');
  const bytes = Buffer.alloc(2 + text.length + rest.length);
  bytes.writeUInt16BE(text.length, 0);
  bytes.write(text + rest, 2, 'latin1');
  return bytes;
}

module.exports = { ServerHttp2Session };
