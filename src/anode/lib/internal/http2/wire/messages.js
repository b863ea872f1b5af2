'use strict';

// Checks that a received header list is a valid HTTP message (RFC 9113, section 8).

const {
  NumberIsSafeInteger, RegExpPrototypeExec, SafeSet, StringPrototypeCharCodeAt, StringPrototypeSlice, StringPrototypeToLowerCase,
} = primordials;

const characters = require('internal/http2/wire/characters');

const { isOf } = characters;

const FINE = 0, DROPPED = 1, MALFORMED = 2;

const forbidden = new SafeSet(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);
const requestFields = new SafeSet([':method', ':scheme', ':authority', ':path', ':protocol']);

const schemeCharacters = /^[A-Za-z][A-Za-z0-9+\-.]*$/;

function isValue(value, strict) {
  if (!isOf(value, characters.value)) return false;
  return !strict || value === '' || !(isBlank(value, 0) || isBlank(value, value.length - 1));
}

function isBlank(text, at) {
  const c = StringPrototypeCharCodeAt(text, at);
  return c === 32 || c === 9;
}

// The state of one header block. `kind` is 'request', 'response', 'push' (a promised request) or 'trailers'.
class Block {
  constructor(stream, kind, isServer, connection) {
    this.stream = stream;
    this.kind = kind;
    this.isServer = isServer;
    this.strict = connection.strictWhitespace;
    this.canConnect = connection.local.enableConnectProtocol === 1;
    this.regular = false;  // a regular field has come, so no pseudo-header may follow
    this.method = undefined;
    this.scheme = undefined;
    this.path = undefined;
    this.authority = undefined;
    this.protocol = undefined;
    this.host = undefined;
    this.status = -1;
    this.length = -1;
  }

  // Returns FINE, DROPPED (the field is left out) or MALFORMED (the message is invalid).
  field(name, value) {
    if (StringPrototypeCharCodeAt(name, 0) === 58) return this.pseudo(name, value);
    this.regular = true;
    if (name === '' || !isOf(name, characters.lowerToken)) {
      // A name in upper case is an error of the peer. Other invalid names are left out.
      return name !== '' && StringPrototypeToLowerCase(name) !== name ? MALFORMED : DROPPED;
    }
    if (!isValue(value, this.strict)) return name === 'host' || name === 'content-length' ? MALFORMED : DROPPED;
    switch (name) {
      case 'content-length': return this.contentLength(value);
      case 'host':
        if (this.kind === 'request' || this.kind === 'push') {
          if (this.host !== undefined || !isOf(value, characters.authority)) return MALFORMED;
          this.host = value;
        }
        return FINE;
      case 'te': return StringPrototypeToLowerCase(value) === 'trailers' ? FINE : MALFORMED;
      default: return forbidden.has(name) ? MALFORMED : FINE;
    }
  }

  contentLength(value) {
    if (this.kind === 'trailers') return FINE;
    if (this.status === 204) {
      // Many servers send it with the value 0, which has no meaning.
      return value === '0' && this.length === -1 ? DROPPED : MALFORMED;
    }
    const length = value !== '' && isOf(value, characters.digits) ? +value : NaN;
    if (!NumberIsSafeInteger(length) || this.length !== -1) return MALFORMED;
    this.length = length;
    return FINE;
  }

  pseudo(name, value) {
    if (this.regular || this.kind === 'trailers') return MALFORMED;
    if (this.kind === 'response') {
      if (name !== ':status' || this.status !== -1 || value.length !== 3 || !isOf(value, characters.digits)) return MALFORMED;
      this.status = +value;
      return this.status === 101 ? MALFORMED : FINE;
    }
    if (!requestFields.has(name)) return MALFORMED;
    const key = StringPrototypeSlice(name, 1);
    if (this[key] !== undefined) return MALFORMED;
    if (!this.isPseudoValue(key, value)) return MALFORMED;
    this[key] = value;
    return FINE;
  }

  isPseudoValue(key, value) {
    switch (key) {
      case 'method': return value !== '' && isOf(value, characters.token);
      case 'scheme': return value === 'http' || value === 'https' || RegExpPrototypeExec(schemeCharacters, value) !== null;
      case 'authority': return isOf(value, characters.authority);
      case 'path': return isOf(value, characters.path);
      default: return this.canConnect && isValue(value, this.strict);
    }
  }

  // Whether the list is a message. The stream gets the expected length of the body.
  finish(endsStream) {
    const { stream } = this;
    switch (this.kind) {
      case 'trailers':
        return endsStream;
      case 'response':
        if (this.status === -1) return false;
        if (this.status < 200) {
          // An interim response has no body, and another response follows.
          return !endsStream && this.length <= 0;
        }
        stream.expectsFinal = false;
        if (stream.method === 'HEAD' || this.status === 304 || this.status === 204) stream.expected = 0;
        else if (stream.method === 'CONNECT') stream.expected = this.status < 300 ? -1 : this.length;
        else stream.expected = this.length;
        return true;
      default:
        return this.finishRequest();
    }
  }

  finishRequest() {
    const { stream } = this;
    if (this.method === 'CONNECT' && this.protocol === undefined) {
      if (this.scheme !== undefined || this.path !== undefined || this.authority === undefined) return false;
      this.length = -1;
    } else {
      if (this.method === undefined || this.scheme === undefined || !this.path) return false;
      if (this.authority === undefined && this.host === undefined) return false;
      if (this.protocol !== undefined && (this.method !== 'CONNECT' || this.authority === undefined)) return false;
      const c = StringPrototypeCharCodeAt(this.path, 0);
      const web = this.scheme === 'http' || this.scheme === 'https';
      if (web && c !== 47 && !(this.path === '*' && this.method === 'OPTIONS')) return false;
    }
    stream.method = this.method;
    if (this.kind === 'request') stream.expected = this.length;
    return true;
  }
}

module.exports = { Block, DROPPED, MALFORMED };
