'use strict';

// exists, access, realpath and stat: functions that are more than one system call.

const {
  ObjectDefineProperty,
  Promise,

} = primordials;
const { validateFunction } = require('internal/validators');
const { promisify: { custom: customPromisifySymbol } } = require('internal/util/promisify');
const { encodeName } = require('internal/fs/dirent');
const { bound, define } = require('internal/fs/forms');
const { getOptions, nameEncoding } = require('internal/fs/options');
const { getValidatedPath } = require('internal/fs/validate_path');
const { statsFrom } = require('internal/fs/stats');
const pathCalls = require('internal/fs/path_calls');

function exists(path, callback) {
  validateFunction(callback, 'cb');
  try {
    path = getValidatedPath(path);
  } catch {
    callback(false);
    return;
  }
  bound('fs/paths').async.exists((error, found) => callback(!error && found), path);
}
ObjectDefineProperty(exists, customPromisifySymbol, {
  __proto__: null,
  enumerable: false,
  value: function exists(path) {
    return new Promise((resolve) => require('fs').exists(path, resolve));
  },
});

let warned = false;

function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch (error) {
    if (!warned && error?.code === 'ERR_INVALID_ARG_TYPE') {
      warned = true;
      process.emitWarning('Passing invalid argument types to fs.existsSync is deprecated', 'DeprecationWarning', 'DEP0187');
    }
    return false;
  }
  return bound('fs/paths').exists(path);
}

// `realpath` follows the links itself; `realpath.native` is the system's.
const walked = define('realpath', {
  file: 'fs/paths',
  op: 'resolve_links',
  count: 2,
  optional: 1,
  read(path, options) {
    const encoding = nameEncoding(getOptions(options));
    const request = [getValidatedPath(path)];
    request.finish = (bytes) => encodeName(bytes, encoding);
    return request;
  },
});
const realpath = walked.callback;
const realpathSync = walked.sync;
realpath.native = (path, options, callback) => {
  callback = callback || options;
  validateFunction(callback, 'cb');
  return pathCalls.realpath.callback(path, typeof options === 'function' ? undefined : options, callback);
};
realpathSync.native = (path, options) => pathCalls.realpath.sync(path, options);

// With `throwIfNoEntry: false` a missing file is no error.
function statLike(op) {
  const sync = (path, options = undefined) => {
    const numbers = bound('fs/paths')[op](getValidatedPath(path), options?.throwIfNoEntry === false);
    return numbers == null ? undefined : statsFrom(numbers, options?.bigint === true);
  };
  ObjectDefineProperty(sync, 'name', { __proto__: null, value: `${op}Sync` });
  return sync;
}

module.exports = { exists, existsSync, realpath, realpathSync, statSync: statLike('stat'), lstatSync: statLike('lstat') };
