'use strict';

// How a call of WASI fails: it returns an error number.

const { StringPrototypeStartsWith } = primordials;
const { errno } = require('internal/wasi/constants');

class Failure {
  constructor(number) {
    this.number = number;
  }
}

function fail(number) {
  throw new Failure(number);
}

// The error number that stands for an exception. An exception that is neither of WASI nor of node:fs goes on to the caller of the module.
function numberOf(error) {
  if (error instanceof Failure) return error.number;
  const code = error?.code;
  if (typeof code !== 'string') throw error;
  const number = errno[code];
  if (number !== undefined) return number;
  if (code === 'ERR_ACCESS_DENIED') return errno.EACCES;
  if (code === 'EOPNOTSUPP') return errno.ENOTSUP;
  if (code === 'EFTYPE') return errno.EINVAL;
  if (StringPrototypeStartsWith(code, 'ERR_')) return errno.EINVAL;
  return errno.EIO;
}

module.exports = { fail, numberOf };
