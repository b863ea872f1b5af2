'use strict';

// A file as a Blob. Its bytes are read when the Blob is made: a Blob here has no source but memory.

const { PromisePrototypeThen } = primordials;

const { validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { getValidatedPath } = require('internal/fs/utils');

function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  path = getValidatedPath(path);
  const { run } = require('internal/fs/files');
  return PromisePrototypeThen(run('read_file', path, 0), (bytes) => {
    const { Blob } = require('buffer');
    return new Blob([bytes], { type });
  });
}

module.exports = { openAsBlob };
