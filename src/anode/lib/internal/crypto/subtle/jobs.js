'use strict';

// An op on the pool as a promise. Every failure becomes Web Crypto's OperationError.

const { ArrayPrototypeUnshift, Error, Promise, ReflectApply, Uint8Array } = primordials;
const { lazyDOMExceptionClass } = require('internal/per_context/lazy_domexception');

function operationError(cause, message = 'The operation failed for an operation-specific reason') {
  const DOMException = lazyDOMExceptionClass();
  return new DOMException(message, { name: 'OperationError', cause });
}

// Node's texts for the failures of a cipher whose own text is another one.
const CIPHER_FAILURES = {
  '__proto__': null,
  'Unsupported state or unable to authenticate data': 'Cipher job failed',
  'Trying to add data in unsupported state': 'error:1C800066:Provider routines::cipher operation failed',
};

// The cause that Node gives: for a cipher an error without a code.
function causeOf(error, op) {
  if (op !== 'run' && op !== 'counter' && op !== 'public_encrypt' && op !== 'private_decrypt') return error;
  return new Error(CIPHER_FAILURES[error.message] ?? error.message);
}

const asArrayBuffer = (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer);

// `finish` turns the bytes into the result.
function job(file, op, args, finish = asArrayBuffer) {
  return new Promise((resolve, reject) => {
    ArrayPrototypeUnshift(args, (error, value) => {
      if (error) {
        reject(operationError(causeOf(error, op)));
        return;
      }
      try {
        resolve(finish(value));
      } catch (failure) {
        reject(failure);
      }
    });
    ReflectApply(binding(file).async[op], undefined, args);
  });
}

module.exports = { asArrayBuffer, job, operationError };
