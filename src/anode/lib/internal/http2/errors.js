'use strict';

// An error of the protocol, with its number in nghttp2.

const { Error } = primordials;
const { codes, kIsNodeError } = require('internal/errors');
const { errorText } = require('internal/http2/wire/codes');

class NghttpError extends Error {
  constructor(errno, custom = undefined) {
    super(custom === undefined ? errorText(errno) : new codes[custom]().message);
    this.code = custom ?? 'ERR_HTTP2_ERROR';
    this.errno = errno;
  }

  get [kIsNodeError]() { return true; }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}

module.exports = { NghttpError };
