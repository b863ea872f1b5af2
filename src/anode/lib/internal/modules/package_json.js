'use strict';

// module.findPackageJSON: the package.json that applies to a module.

const { StringPrototypeStartsWith } = primordials;

const { codes: { ERR_INVALID_URL_SCHEME, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateString } = require('internal/validators');
const path = require('internal/path/posix');

const isUrl = (value) =>
  typeof value === 'object' && value !== null && typeof value.href === 'string' && typeof value.protocol === 'string';

function findPackageJSON(specifier, base = 'data:') {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('specifier');
  const { fileURLToPath, pathToFileURL } = require('internal/url');
  specifier = isUrl(specifier) ? specifier.href : `${specifier}`;
  if (StringPrototypeStartsWith(specifier, 'node:')) throw new ERR_INVALID_URL_SCHEME('file');
  let parent = base;
  if (isUrl(base)) {
    parent = base.href;
  } else {
    validateString(base, 'base');
    if (path.isAbsolute(base)) parent = pathToFileURL(base).href;
  }
  const files = binding('modules');
  if (specifier !== '' && specifier[0] !== '.' && specifier[0] !== '/' && !StringPrototypeStartsWith(specifier, 'file:')) {
    return files.package_of(specifier, parent);
  }
  let url;
  try {
    url = files.esm_resolve(specifier, parent);
  } catch (error) {
    if (error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error;
    url = error.url;
  }
  const found = files.package_scope(fileURLToPath(url));
  return found === null ? undefined : found.path;
}

module.exports = { findPackageJSON };
