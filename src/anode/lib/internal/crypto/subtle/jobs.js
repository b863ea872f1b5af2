'use strict';

// An op on the pool as a promise. Every failure becomes Web Crypto's OperationError.

const { ArrayPrototypeUnshift, Promise, ReflectApply, Uint8Array } = primordials;
const { lazyDOMExceptionClass } = require('internal/per_context/lazy_domexception');

function operationError(cause, message = 'The operation failed for an operation-specific reason') {
  const DOMException = lazyDOMExceptionClass();
  return new DOMException(message, { name: 'OperationError', cause });
}

const asArrayBuffer = (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer);

// `finish` turns the bytes into the result.
function job(file, op, args, finish = asArrayBuffer) {
  return new Promise((resolve, reject) => {
    ArrayPrototypeUnshift(args, (error, value) => {
      if (error) {
        reject(operationError(error));
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
