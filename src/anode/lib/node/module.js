'use strict';

const { ObjectFreeze, TypeError } = primordials;

const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');
const { Module } = require('internal/modules/cjs/module');
const { SourceMap } = require('internal/source_map/source_map');
const sourceMaps = require('internal/source_maps');

module.exports = Module;

Module.SourceMap = SourceMap;
Module.findSourceMap = function findSourceMap(path) {
  if (typeof path !== 'string') return undefined;
  return require('internal/source_map/cache').findSourceMap(path);
};
Module.getSourceMapsSupport = function getSourceMapsSupport() {
  return ObjectFreeze({
    __proto__: null, enabled: sourceMaps.isEnabled(), nodeModules: sourceMaps.nodeModules(), generatedCode: sourceMaps.generatedCode(),
  });
};
Module.setSourceMapsSupport = function setSourceMapsSupport(enabled, options = {}) {
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  sourceMaps.setEnabled(enabled, { nodeModules, generatedCode });
};
Module.findPackageJSON = require('internal/modules/package_json').findPackageJSON;
Module.registerHooks = require('internal/modules/hooks').registerHooks;

Module.register = function register(specifier, parentURL = undefined, options = undefined) {
  const { isURL } = require('internal/url');
  if (parentURL != null && typeof parentURL === 'object' && !isURL(parentURL)) {
    options = parentURL;
    ({ parentURL } = options);
  }
  require('internal/modules/esm/loader').useHooks().register(specifier, parentURL ?? 'data:', options?.data, options?.transferList);
};

Module.stripTypeScriptTypes = function stripTypeScriptTypes(code, options = {}) {
  validateString(code, 'code');
  validateObject(options, 'options');
  require('internal/util/deprecation').emitExperimentalWarning('stripTypeScriptTypes');
  const { sourceMap = false, mode = 'strip', sourceUrl = '' } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  if (mode === 'strip') validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  else validateBoolean(sourceMap, 'options.sourceMap');
  validateString(sourceUrl, 'options.sourceUrl');
  return require('internal/modules/typescript').processCode(code, {
    __proto__: null, mode: mode === 'strip' ? 'strip-only' : mode, sourceMap, filename: sourceUrl, named: true,
  });
};

const compileCache = () => require('internal/modules/compile_cache');

Module.constants = ObjectFreeze({
  __proto__: null,
  compileCacheStatus: ObjectFreeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }),
});

Module.enableCompileCache = function enableCompileCache(options) {
  const given = typeof options === 'object' && options !== null ? options : { directory: options };
  const { portable = compileCache().isPortable() } = given;
  let { directory } = given;
  if (directory !== undefined && typeof directory !== 'string') {
    const error = new TypeError('cacheDir should be a string');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  directory ??= compileCache().folder() || require('path').join(require('os').tmpdir(), 'node-compile-cache');
  return compileCache().enable(directory, !!portable);
};
Module.getCompileCacheDir = () => compileCache().directory();
Module.flushCompileCache = () => compileCache().flush();
