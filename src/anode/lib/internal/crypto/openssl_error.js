'use strict';

// OpenSSL's errors that JavaScript makes; bindings/crypto/errors.py makes the others.

const { Error } = primordials;

function opensslError(number, library, reason, code) {
  const error = new Error(`error:${number}:${library}::${reason}`);
  error.library = library;
  error.reason = reason;
  error.code = `ERR_OSSL_${code}`;
  return error;
}

function invalidDigest() {
  const error = new Error('Invalid digest used');
  error.code = 'ERR_OSSL_EVP_INVALID_DIGEST';
  return error;
}

function unsupported() {
  const error = new Error('error:0308010C:digital envelope routines::unsupported');
  error.opensslErrorStack = [
    'error:03000086:digital envelope routines::initialization error', 'error:0308010C:digital envelope routines::unsupported',
  ];
  error.library = 'digital envelope routines';
  error.reason = 'unsupported';
  error.code = 'ERR_OSSL_EVP_UNSUPPORTED';
  return error;
}

module.exports = { invalidDigest, opensslError, unsupported };
