'use strict';

// `import.meta`, in Node's order.

const { StringPrototypeStartsWith } = primordials;

function fill(meta, url, isMain) {
  const { fileURLToPath } = require('internal/url');
  if (StringPrototypeStartsWith(url, 'file:')) {
    const filename = fileURLToPath(url);
    meta.dirname = require('internal/path/posix').dirname(filename);
    meta.filename = filename;
  }
  meta.main = isMain;
  // The thread of hooks cannot wait for hooks.
  if (!require('internal/modules/esm/loader').isOfHooks()) meta.resolve = function resolve(specifier, parent = undefined) {
    const { getOptionValue } = require('internal/options');
    if (!getOptionValue('--experimental-import-meta-resolve')) parent = undefined;
    if (parent === undefined) return resolveFrom(`${specifier}`, url);
    const { URL } = require('internal/url');
    if (typeof parent !== 'string' && !(parent instanceof URL)) {
      const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
      throw new ERR_INVALID_ARG_TYPE('parentURL', ['string', 'URL'], parent);
    }
    return resolveFrom(`${specifier}`, new URL(parent).href);
  };
  meta.url = url;
}

function resolveFrom(specifier, parent) {
  try {
    return require('internal/modules/esm/loader').resolveSync(specifier, parent).url;
  } catch (error) {
    // A missing file still has a URL, unless a package is missing.
    if ((error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') && typeof error.url === 'string') {
      return error.url;
    }
    if (error.code === 'ERR_UNKNOWN_BUILTIN_MODULE' || error.code === 'ERR_UNSUPPORTED_ESM_URL_SCHEME') {
      return new (require('internal/url').URL)(specifier).href;
    }
    throw error;
  }
}

module.exports = { fill };
