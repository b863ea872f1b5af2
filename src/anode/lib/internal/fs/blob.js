'use strict';

// A file as a Blob. The bytes are read when the Blob is read.

const { PromiseResolve, TypeError } = primordials;

const { validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { getValidatedPath } = require('internal/fs/validate_path');

function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  path = getValidatedPath(path);
  const { createBlobFromFilePath } = require('internal/blob');
  const blob = createBlobFromFilePath(path, { type });
  if (blob === undefined) {
    const error = new TypeError('Unable to open file as blob');
    error.code = 'ERR_INVALID_ARG_VALUE';
    throw error;
  }
  return PromiseResolve(blob);
}

module.exports = { openAsBlob };
