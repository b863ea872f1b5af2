'use strict';

// The main file, --require, and module.createRequire().

const { ArrayIsArray, ObjectDefineProperty, ObjectHasOwn, StringPrototypeEndsWith } = primordials;

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { ready } = require('internal/modules/cjs/find_path');
const { makeRequireFunction, typedFormat } = require('internal/modules/cjs/loader');
const { Module } = require('internal/modules/cjs/module');
const { urlOf } = require('internal/modules/url_of');
const { getOptionValue } = require('internal/options');
const path = require('internal/path/posix');

const files = binding('modules');

Module.createRequire = function createRequire(filename) {
  const { URL } = require('internal/url');
  let file;
  if (filename instanceof URL || (typeof filename === 'string' && !path.isAbsolute(filename))) {
    try {
      file = require('internal/url').fileURLToPath(filename);
    } catch {
      throw new ERR_INVALID_ARG_VALUE('filename', filename, 'must be a file URL object, file URL string, or absolute path string');
    }
  } else if (typeof filename !== 'string') {
    throw new ERR_INVALID_ARG_VALUE('filename', filename, 'must be a file URL object, file URL string, or absolute path string');
  } else {
    file = filename;
  }
  ready();
  const directory = StringPrototypeEndsWith(file, '/');
  const proxied = directory ? path.join(file, 'noop.js') : file;
  const module = new Module(proxied);
  module.filename = proxied;
  module.paths = Module._nodeModulePaths(module.path);
  return makeRequireFunction(module);
};

let preloading = false;
ObjectDefineProperty(Module.prototype, 'isPreloading', { __proto__: null, configurable: true, get: () => preloading });
Module._preloadModules = preload;
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  require('internal/modules/esm/loader').syncBuiltinESMExports();
};

function preload(requests) {
  if (!ArrayIsArray(requests)) return;
  preloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(process.cwd());
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  for (let i = 0; i < requests.length; i++) parent.require(requests[i]);
  preloading = false;
}

Module.runMain = function executeUserEntryPoint(main = process.argv[1]) {
  require('internal/main').runFile(main);
};

// How the main file is loaded: the URL of an ES module, or undefined for CommonJS. With `always`, the ES module loader runs the main file
// whatever its format: `--import` or hooks have already started that loader.
function mainIsModule(filename, always = false) {
  ready();
  const resolved = Module._findPath(filename, null, true) || undefined;
  if (resolved === undefined) return always ? urlOf(filename) : undefined;
  process.argv[1] = resolved;
  if (always) return urlOf(resolved);
  if (StringPrototypeEndsWith(resolved, '.mjs') || StringPrototypeEndsWith(resolved, '.wasm')) return urlOf(resolved);
  if (getOptionValue('--strip-types') !== false && typedFormat(resolved) === 'module-typescript') return urlOf(resolved);
  if (StringPrototypeEndsWith(resolved, '.cts') || StringPrototypeEndsWith(resolved, '.ts')) return undefined;
  if (StringPrototypeEndsWith(resolved, '.js') && files.package_type(resolved) === 'module') return urlOf(resolved);
  const extension = path.extname(resolved);
  const known = extension !== '' && ObjectHasOwn(Module._extensions, extension);
  if (extension !== '.cjs' && !known && files.package_type(resolved) === 'module') return urlOf(resolved);
  return undefined;
}

module.exports = { mainIsModule, preload };
