'use strict';

// The compile cache: compiled code of CommonJS files and ES modules, kept in a folder (engine/v8/modules/code_cache.py).

const cjs = require('internal/modules/cjs/loader');
const execution = require('internal/process/execution');
const { actions: { COMPILE_CACHED, COMPILE_MODULE_CACHED, WRITE_CACHE }, native } = require('internal/vm/native');

const FAILED = 0, ENABLED = 1, ALREADY_ENABLED = 2, DISABLED = 3;

const directory = () => binding('vm').cache_directory() ?? undefined;

function write() {
  native('code-cache', 'module.flushCompileCache()')(WRITE_CACHE);
}

// { status, directory?, message? }
function enable(folder, portable) {
  if (binding('vm').cache_environment()[2] !== '') {
    const message = 'Disabled by NODE_DISABLE_COMPILE_CACHE';
    binding('vm').log_cache(message);
    return { status: DISABLED, message };
  }
  const already = directory();
  if (already !== undefined) return { status: ALREADY_ENABLED, directory: already };
  let call;
  try {
    call = native('code-cache', 'module.enableCompileCache()');
  } catch (error) {
    return { status: FAILED, message: error.message };
  }
  const failure = binding('vm').enable_cache(folder, portable);
  if (failure !== null && failure !== undefined) return { status: FAILED, message: failure };
  cjs.setCompiler((source, url, parameters, filename) => call(COMPILE_CACHED, source, url, parameters, filename));
  require('internal/modules/esm/translators').setCompiler((source, url, host) => call(COMPILE_MODULE_CACHED, source, url, 0, 0, host));
  execution.setWriteCache(write);
  return { status: ENABLED, directory: directory() };
}

const isPortable = () => binding('vm').cache_environment()[1] === '1';
const folder = () => binding('vm').cache_environment()[0];

function enableFromEnvironment() {
  if (folder() !== '') enable(folder(), isPortable());
}

// The JavaScript of TypeScript files is kept, too: a program that has run before does not need amaro.
const kindOf = (mode) => (mode === 'transform' ?
  'TransformedTypeScript' :
  'StrippedTypeScript') + (mode === 'transform' && require('internal/source_maps').isEnabled() ? 'WithSourceMaps' : '');

function strippedText(source, filename, mode) {
  if (directory() === undefined) return undefined;
  return binding('vm').stripped_text(kindOf(mode), source, filename) ?? undefined;
}

function keepStripped(source, filename, mode, text) {
  if (directory() !== undefined) binding('vm').keep_stripped(kindOf(mode), source, filename, text);
}

module.exports = {
  keepStripped, strippedText,
  directory, enable, enableFromEnvironment, folder, isPortable,
  flush: () => { if (directory() !== undefined) write(); },
  statuses: { __proto__: null, FAILED, ENABLED, ALREADY_ENABLED, DISABLED },
};
