'use strict';

// The path argument of fs functions.

const { StringPrototypeIncludes, TypedArrayPrototypeIncludes } = primordials;
const { isUint8Array } = require('internal/engine').types;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE }, hideStackFrames } = require('internal/errors');
const { kEmbedded } = require('internal/process/embedded');
const { toPathIfFileURL } = require('internal/url');

const validatePath = hideStackFrames((path, name = 'path') => {
  if (typeof path !== 'string' && !isUint8Array(path)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
  }
  const hasNul = typeof path === 'string' ? StringPrototypeIncludes(path, '\u0000') : TypedArrayPrototypeIncludes(path, 0);
  if (hasNul) {
    throw new ERR_INVALID_ARG_VALUE(name, path, 'must be a string, Uint8Array, or URL without null bytes');
  }
});

function getValidatedPath(value, name = 'path') {
  const path = toPathIfFileURL(value);
  validatePath(path, name);
  // The working directory of an embedded program can differ from the process's.
  return process[kEmbedded] && typeof path === 'string' ? require('internal/path/posix').resolve(path) : path;
}

module.exports = { getValidatedPath, validatePath };
