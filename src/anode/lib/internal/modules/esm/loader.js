'use strict';

// ES modules, the JavaScript side: what the facades of modules/loader.py ask for, `import()` on behalf of others, and require(esm).

const { ArrayPrototypePush, ObjectDefineProperty, SafeMap, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeStartsWith } = primordials;

const engine = require('internal/engine');
const loader = require('internal/bootstrap/loader');
const builtins = require('internal/modules/builtins');
const { codes: { ERR_REQUIRE_ASYNC_MODULE, ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');

const cjs = require('internal/modules/cjs/loader');
const stacks = require('internal/process/stacks');
const namespaces = new SafeMap();  // URL -> namespace of what `require` has loaded

// The engine's import(), from the only place that may ask for any URL.
let dynamicImport;
function importUrl(url, type = undefined) {
  dynamicImport ??= engine.compileFunction(
    'return (url, type) => (type === undefined ? import(url) : import(url, { with: { type } }));', 'file:///', [])();
  return dynamicImport(url, type);
}

// Set with the first hook, so that a program without any loads none of it.
let hooked;
const hooks = () => (hooked?.isActive() ? hooked : undefined);
function useHooks() {
  return hooked ??= require('internal/modules/esm/hooks');
}

function importModule(specifier, parent) {
  return hooks()?.importHooked(specifier, parent) ?? importUrl(binding('modules').esm_resolve(specifier, parent));
}

// `import.source()` on behalf of others, under the name that modules/loader.py has for it.
const importSource = (specifier, parent) => importUrl(`anode:source!${binding('modules').esm_resolve(specifier, parent)}`);

// The module of hooks, which is theirs alone: see modules/loader.py.
const HOOKS = '#anode-hooks';
const importHooks = (url) => importSync(url + HOOKS);
const importHooksLater = (url) => importUrl(url + HOOKS);

let mainUrl;

function importMain(url) {
  mainUrl = url;
  return hooks()?.importHooked(url, undefined) ?? importUrl(url);
}

// Without hooks: they have no say in what must be there at once. The engine throws an error of its own for one that a module threw; but that is
// what the promise of its evaluation is rejected with, and the last one that is settled.
const failures = new SafeMap();  // URL -> what its evaluation threw
function importSync(url) {
  if (failures.has(url)) throw failures.get(url);
  const files = binding('modules');
  const settled = [];
  const removeHooks = require('internal/v8/promise_hooks').addHooks({ settled: (promise) => { ArrayPrototypePush(settled, promise); } });
  files.esm_bypass(true);
  try {
    return engine.importSync(url);
  } catch (error) {
    for (let i = settled.length - 1; i >= 0; i--) {
      const { 0: state, 1: reason } = engine.getPromiseDetails(settled[i]);
      if (state !== REJECTED) continue;
      failures.set(url, reason);
      throw reason;
    }
    plainly(error);
    require('internal/modules/esm/main_errors').explain(error);
    throw error;
  } finally {
    files.esm_bypass(false);
    removeHooks();
  }
}

const REJECTED = 2;

// The engine puts an error's name into its message.
function plainly(error) {
  const { name, message } = error;
  const before = `${name}: `;
  if (typeof message === 'string' && StringPrototypeStartsWith(message, before)) {
    ObjectDefineProperty(error, 'message', {
      __proto__: null, value: StringPrototypeSlice(message, before.length), writable: true, enumerable: false, configurable: true,
    });
  }
}

// What `import.meta` is to hold, in Node's order. `resolve` gives what a program may see, not what the engine loads.
function fillMeta(meta) {
  const { dirname, filename } = meta;
  let { url } = meta;
  stacks.markPrefixed(url);
  if (StringPrototypeEndsWith(url, HOOKS)) url = StringPrototypeSlice(url, 0, -HOOKS.length);
  const value = (name, given) => {
    delete meta[name];
    if (given !== undefined) meta[name] = given;
  };
  value('dirname', dirname);
  value('filename', filename);
  value('main', url === mainUrl);
  value('resolve', function resolve(specifier, parent = undefined) {
    const { getOptionValue } = require('internal/options');
    if (!getOptionValue('--experimental-import-meta-resolve')) parent = undefined;
    if (parent === undefined) return resolveForMeta(`${specifier}`, url);
    const { URL } = require('internal/url');
    if (typeof parent !== 'string' && !(parent instanceof URL)) {
      const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
      throw new ERR_INVALID_ARG_TYPE('parentURL', ['string', 'URL'], parent);
    }
    return resolveForMeta(`${specifier}`, `${parent}`);
  });
  value('url', url);
}

function resolveForMeta(specifier, parent) {
  try {
    return binding('modules').esm_resolve(specifier, parent);
  } catch (error) {
    // What is not there still has a URL, if it is no package's affair.
    if ((error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') && typeof error.url === 'string') return error.url;
    if (error.code === 'ERR_UNKNOWN_BUILTIN_MODULE' || error.code === 'ERR_UNSUPPORTED_ESM_URL_SCHEME') return new (require('internal/url').URL)(specifier).href;
    throw error;
  }
}

// The texts of CommonJS modules that hooks have given, by URL.
const given = new SafeMap();
const giveCommonJS = (url, source) => given.set(url, source);

// Functions that bring the named exports of builtins up to date.
const refreshers = [];

function syncBuiltinESMExports() {
  for (let i = 0; i < refreshers.length; i++) refreshers[i]();
}

// Facades call these through the engine's core object, where user code cannot look.
function publish() {
  engine.publish('anodeBuiltin', (id) => builtins.compileForPublic(id));
  engine.publish('anodeError', (failure) => loader.fail(failure));
  engine.publish('anodeMeta', fillMeta);
  engine.publish('anodeSync', (id, refresh) => {
    ArrayPrototypePush(refreshers, refresh);
    refresh();
  });
  engine.publish('anodeGet', (exports, name) => {
    if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return undefined;
    try {
      return exports[name];
    } catch {
      return undefined;  // a getter that throws exports nothing
    }
  });
  engine.publish('anodeWasm', (url, self, specifiers, namespaces) => require('internal/modules/esm/wasm').instantiate(url, self, specifiers, namespaces));
  engine.publish('anodeWasmSource', (url) => require('internal/modules/esm/wasm').sourceOf(url));
  engine.publish('anodeWasmExport', (exports, name) => require('internal/modules/esm/wasm').exported(exports, name));
  engine.publish('anodeLinkError', (message) => require('internal/modules/esm/wasm').linkError(message));
  engine.publish('anodeHooked', (text, resolve, reject) => useHooks().hooked(text, resolve, reject));
  engine.publish('anodeGivenCommonJS', (url) => {
    const { Module } = cjs;
    cjs.ready();
    const filename = StringPrototypeStartsWith(url, 'file:') ? require('internal/url').fileURLToPath(url) : url;
    const module = new Module(filename);
    module.filename = filename;
    module.paths = Module._nodeModulePaths(module.path);
    module._compile(given.get(url), filename, 'commonjs');
    module.loaded = true;
    return module.exports;
  });
  engine.publish('anodeCommonJS', (filename) => {
    const { Module } = cjs;
    const cached = Module._cache[filename];
    if (cached !== undefined) return cached.exports;
    cjs.ready();
    const module = new Module(filename);
    module.filename = filename;
    module.paths = Module._nodeModulePaths(module.path);
    Module._cache[filename] = module;
    let threw = true;
    try {
      module.load(filename);
      threw = false;
    } finally {
      if (threw) delete Module._cache[filename];
    }
    return module.exports;
  });
}

// --trace-require-module: who requires which.
function traceRequire(parent, filename) {
  const { getOptionValue } = require('internal/options');
  const which = getOptionValue('--trace-require-module');
  if (!which || (which === 'no-node-modules' && parent !== undefined && StringPrototypeIncludes(parent, '/node_modules/'))) return;
  const who = parent === undefined || parent === null ? '' : `CommonJS module ${parent} is loading ES Module ${filename} using require().\n`;
  process.emitWarning(`${who}Support for loading ES Module in require() is an experimental feature and might change at any time`,
                      'ExperimentalWarning');
}

// require() of an ES module: its namespace, or what it exports as 'module.exports'.
function requireModule(module, filename) {
  const url = cjs.urlOf(filename);
  traceRequire(cjs.parents.get(module)?.filename, filename);
  let namespace = namespaces.get(url);
  if (namespace === undefined) {
    binding('modules').esm_force(url);
    try {
      namespace = importSync(url);
    } catch (error) {
      const message = `${error?.message}`;
      if (StringPrototypeIncludes(message, 'op-level await')) throw new ERR_REQUIRE_ASYNC_MODULE(filename, cjs.parents.get(module)?.filename);
      if (StringPrototypeIncludes(message, 'cycle')) throw new ERR_REQUIRE_CYCLE_MODULE(message);
      throw error;
    }
    namespaces.set(url, namespace);
  }
  if (primordials.ObjectHasOwn(namespace, 'module.exports')) return namespace['module.exports'];
  if (primordials.ObjectHasOwn(namespace, 'default') && !primordials.ObjectHasOwn(namespace, '__esModule')) {
    // What compiled code expects of a transpiled module.
    const facade = { __proto__: null };
    const keys = primordials.ObjectKeys(namespace);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      ObjectDefineProperty(facade, key, { __proto__: null, enumerable: true, get: () => namespace[key] });
    }
    ObjectDefineProperty(facade, '__esModule', { __proto__: null, value: true, enumerable: true });
    ObjectDefineProperty(facade, primordials.SymbolToStringTag, { __proto__: null, value: 'Module' });
    return facade;
  }
  return namespace;
}

module.exports = { syncBuiltinESMExports, giveCommonJS, hooks, importMain, importModule, importSource, importHooks, importHooksLater, importSync, importUrl, publish, requireModule, useHooks };
