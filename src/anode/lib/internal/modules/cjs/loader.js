'use strict';

// CommonJS: `require`, and the functions of Module that load files. Python finds and reads the files, package.json among them (modules/).

const {
  ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypeIndexOf, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSplice, Error,
  JSONParse, ObjectDefineProperty, ObjectKeys, ReflectApply, SafeMap, SafeWeakMap, StringPrototypeEndsWith, StringPrototypeIndexOf,
  StringPrototypeLastIndexOf, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const {
  codes: { ERR_INPUT_TYPE_NOT_ALLOWED, ERR_INVALID_ARG_VALUE, ERR_REQUIRE_ESM, ERR_UNKNOWN_BUILTIN_MODULE },
} = require('internal/errors');
const { validateString } = require('internal/validators');
const { canBeRequired, compileForPublic } = require('internal/modules/builtins');
const { endCircular, partialExports } = require('internal/modules/cjs/circular');
const { cjsConditions, findPath, isRelative, ready } = require('internal/modules/cjs/find_path');
const { loadByHooks, resolveByHooks } = require('internal/modules/cjs/hooked');
const { Module, ModuleState, folderOf, kFormat, kIsExecuting, setSymbols, updateChildren } = require('internal/modules/cjs/module');
const { makeRequireFunction } = require('internal/modules/helpers');
const { PARAMETERS, isPatched, wrap } = require('internal/modules/cjs/wrapper');
const hooks = require('internal/modules/hooks');
const { readSource, readTyped } = require('internal/modules/source');
const { urlOf } = require('internal/modules/url_of');
const engine = require('internal/engine');
const path = require('internal/path/posix');
const stacks = require('internal/process/stacks');
const { getOptionValue } = require('internal/options');
const { reportMissing, reportRequired } = require('internal/watch_mode/report');

const files = binding('modules');

let compileWith;  // the compile cache, if there is one

const PYTHON_FILE = '/[python]';  // stands for the Python program (internal/embedding.js), and is no file

function requireStack(parent) {
  const stack = [];
  for (let cursor = parent; cursor && !ArrayPrototypeIncludes(stack, cursor.filename || cursor.id); cursor = ModuleState.parentOf(cursor)) {
    const name = cursor.filename || cursor.id;
    if (!StringPrototypeEndsWith(name, PYTHON_FILE)) ArrayPrototypePush(stack, name);
  }
  return stack;
}

// A package that "imports" of a package.json names. Only node_modules are looked through, as for ES modules.
function resolveImported(request, name, parent, isMain) {
  if (canBeRequired(name)) return name;
  const from = parent.filename ?? `${process.cwd()}/[eval]`;
  const found = files.find_own(name, from, cjsConditions()) ??
    Module._findPath(name, Module._nodeModulePaths(path.dirname(from)), isMain);
  if (found) return found;
  const error = new Error(`Cannot find module '${request}'`);
  error.code = 'MODULE_NOT_FOUND';
  throw error;
}

Module._resolveFilename = function(request, parent, isMain, options) {
  if (typeof request !== 'string' || (request[0] !== '.' && request[0] !== '/')) {
    if (canBeRequired(request)) return request;
  }
  ready();
  let paths;
  if (typeof options === 'object' && options !== null) {
    if (ArrayIsArray(options.paths)) {
      if (isRelative(request)) {
        paths = options.paths;
      } else {
        const fake = new Module('', null);
        paths = [];
        for (let i = 0; i < options.paths.length; i++) {
          fake.paths = Module._nodeModulePaths(options.paths[i]);
          const lookup = Module._resolveLookupPaths(request, fake);
          for (let j = 0; j < lookup.length; j++) if (!ArrayPrototypeIncludes(paths, lookup[j])) ArrayPrototypePush(paths, lookup[j]);
        }
      }
    } else if (options.paths === undefined) {
      paths = Module._resolveLookupPaths(request, parent);
    } else {
      throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
    }
  } else {
    paths = Module._resolveLookupPaths(request, parent);
  }
  const own = options?.conditions;
  if (request[0] === '#' && (parent?.filename || parent?.id === '<repl>')) {
    const from = parent.filename ?? `${process.cwd()}/[eval]`;
    const found = files.find_import(request, from, cjsConditions(own));
    if (found !== null) {
      return StringPrototypeStartsWith(found, 'bare:') ? resolveImported(request, StringPrototypeSlice(found, 5), parent, isMain) : found;
    }
  }
  // A REPL, and modules that are loaded first, count as files of the working directory.
  const asking = parent?.filename || (parent?.id === '<repl>' || parent?.id === 'internal/preload' ? `${process.cwd()}/[eval]` : undefined);
  if (asking !== undefined && !isRelative(request) && request[0] !== '/') {
    const found = files.find_own(request, asking, cjsConditions(own));
    if (found !== null) return found;
  }
  const found = own === undefined ? Module._findPath(request, paths, isMain) : findPath(request, paths ?? [], isMain, own, null);
  if (found) return found;
  if (isRelative(request) && parent?.filename) {
    reportMissing(path.resolve(folderOf(parent.filename), request), ObjectKeys(Module._extensions));
  }
  const stack = requireStack(parent);
  let message = `Cannot find module '${request}'`;
  if (stack.length > 0) message += `\nRequire stack:\n- ${ArrayPrototypeJoin(stack, '\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  throw error;
};

const relativeCache = new SafeMap();
const IMPORTED = 'imported';  // the main file, loaded by the ES module loader

Module._load = function(request, parent, isMain) {
  let relativeKey;
  if (parent) {
    relativeKey = `${parent.path}\0${request}`;
    const filename = relativeCache.get(relativeKey);
    if (filename !== undefined) {
      const cached = Module._cache[filename];
      if (cached !== undefined) {
        updateChildren(parent, cached, true);
        return cached.loaded ? cached.exports : partialExports(cached);
      }
      relativeCache.delete(relativeKey);
    }
  }
  let resolved;
  if (hooks.hasResolvers()) {
    resolved = resolveByHooks(request, parent, isMain);
  } else if (typeof request === 'string' && StringPrototypeStartsWith(request, 'node:')) {
    if (!canBeRequired(request)) throw new ERR_UNKNOWN_BUILTIN_MODULE(request);
    return loadBuiltin(StringPrototypeSlice(request, 5));
  }
  const filename = resolved?.filename ?? Module._resolveFilename(request, parent, isMain, undefined);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    updateChildren(parent, cached, true);
    return cached.loaded ? cached.exports : partialExports(cached);
  }
  if (filename[0] !== '/' && canBeRequired(filename)) {
    return loadBuiltin(StringPrototypeStartsWith(filename, 'node:') ? StringPrototypeSlice(filename, 5) : filename);
  }
  reportRequired(filename);
  const module = new Module(filename, parent);
  if (isMain) {
    setOwn(process, 'mainModule', module);
    if (isMain !== IMPORTED) module.id = '.';
  }
  setSymbols(module, !!isMain, resolved?.url, resolved?.format);
  Module._cache[filename] = module;
  if (relativeKey !== undefined) relativeCache.set(relativeKey, filename);
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) {
      delete Module._cache[filename];
      if (relativeKey !== undefined) {
        relativeCache.delete(relativeKey);
        const children = parent?.children;
        const index = ArrayIsArray(children) ? ArrayPrototypeIndexOf(children, module) : -1;
        if (index !== -1) ArrayPrototypeSplice(children, index, 1);
      }
    } else {
      endCircular(module);
    }
  }
  return module.exports;
};

// CommonJS files that are imported, and whose text comes from hooks.
const given = new SafeWeakMap();
function loadGiven(filename, source, format) {
  const cached = Module._cache[filename];
  if (cached !== undefined) return ModuleState.loadedBy(cached)?.exports ?? cached.exports;
  ready();
  const module = new Module(filename, undefined);
  setSymbols(module, false, undefined, format);
  Module._cache[filename] = module;
  given.set(module, { __proto__: null, source, format });
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) delete Module._cache[filename];
  }
  return module.exports;
}

function loadBuiltin(id) {
  if (hooks.hasLoaders()) loadByHooks(`node:${id}`, 'builtin');
  return compileForPublic(id);
}

// Defines a property even if a program has put a setter of that name on Object.prototype.
function setOwn(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

function findLongestExtension(filename) {
  const name = StringPrototypeSlice(filename, StringPrototypeLastIndexOf(filename, '/') + 1);
  let index;
  let start = 0;
  while ((index = StringPrototypeIndexOf(name, '.', start)) !== -1) {
    start = index + 1;
    if (index === 0) continue;
    const extension = StringPrototypeSlice(name, index);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.load = function(filename) {
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(folderOf(filename));
  const extension = findLongestExtension(filename);
  Module._extensions[extension](this, filename);
  this.loaded = true;
  ModuleState.setLoaded(this, this.exports);
};

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  return tracedLoad(id, this, false);
};

// The channel publishes each load of a module. It is made on first use, since a channel cannot be part of a snapshot.
let channel;
function tracedLoad(id, parent, isMain) {
  channel ??= require('diagnostics_channel').tracingChannel('module.require');
  if (!channel.hasSubscribers) return Module._load(id, parent, isMain);
  return channel.traceSync(Module._load, { __proto__: null, parentFilename: parent?.filename, id }, Module, id, parent, isMain);
}

// Compiles and runs the text of a file. `format` is Node's name of its format, if it is known.
Module.prototype._compile = function(content, filename, format) {
  ready();
  const typed = format === 'commonjs-typescript' || format === 'module-typescript' || format === 'typescript';
  if (typed) {
    content = require('internal/modules/typescript').stripSource(content, filename);
    if (format === 'typescript') format = undefined;
    else format = format === 'module-typescript' ? 'module' : 'commonjs';
  }
  if (format === 'module') {
    runModule(this, filename, content);
    return undefined;
  }
  if (require('internal/source_maps').isEnabled()) require('internal/source_map/cache').note(filename, content);
  if (StringPrototypeStartsWith(content, '#!')) content = `//${content}`;
  const url = path.isAbsolute(filename) ? urlOf(filename) : `given:${encodeURI(filename)}`;  // the engine wants a URL
  if (!typed) stacks.showAs(url, filename);
  let compiled;
  try {
    if (isPatched()) {
      const wrapped = wrap(content);
      compiled = ReflectApply(engine.compileFunction(`return ${wrapped}`, url, []), undefined, []);
    } else {
      compiled = compileWith === undefined ?
        engine.compileFunction(content, url, PARAMETERS) :
        compileWith(content, url, PARAMETERS, filename);
    }
  } catch (error) {
    const { isModuleSyntaxError, warnOfModule } = require('internal/modules/esm/detect');
    if (format !== 'commonjs' && (this === process.mainModule || mayRequireModules()) && isModuleSyntaxError(error, content)) {
      runModule(this, filename, content);
      return undefined;
    }
    if (format === 'commonjs' || getOptionValue('--experimental-detect-module') === false) warnOfModule(error, content, filename);
    throw require('internal/modules/syntax_error').decorate(error, content, filename);
  }
  const require_ = makeRequireFunction(this);
  const { exports } = this;
  this[kFormat] ??= format;
  this[kIsExecuting] = true;
  const args = [exports, require_, this, filename, folderOf(filename)];
  const result = this === process.mainModule && getOptionValue('--inspect-brk') ?
    require('internal/inspector/agent').callAndPauseOnStart(compiled, exports, args) :
    ReflectApply(compiled, exports, args);
  this[kIsExecuting] = false;
  return result;
};


const mayRequireModules = () => getOptionValue('--require-module') !== false && getOptionValue('--experimental-require-module') !== false;

// The text has turned out to be an ES module. If it is the main file, it may await.
function runModule(module, filename, content) {
  const loader = require('internal/modules/esm/loader');
  module[kFormat] = 'module';
  stacks.showAsURL(urlOf(filename));
  if (module === process.mainModule) {
    if (getOptionValue('--input-type')) throw new ERR_INPUT_TYPE_NOT_ALLOWED();
    files.esm_format(urlOf(filename));  // throws for a file of unknown format
    require('internal/modules/esm/load').warnOfType(urlOf(filename));
    setOwn(process, 'mainModule', undefined);
    require('internal/main').watch(loader.importText(urlOf(filename), content));
    return;
  }
  module.exports = loader.requireModule(module, filename, content);
}


Module._extensions['.js'] = function(module, filename) {
  let format;
  let content;
  if (hooks.hasLoaders() && given.has(module)) {
    const own = given.get(module);
    module._compile(own.source, filename, own.format);
    return;
  }
  if (StringPrototypeEndsWith(filename, '.mjs')) format = 'module';
  else if (StringPrototypeEndsWith(filename, '.cjs')) format = 'commonjs';
  else if (StringPrototypeEndsWith(filename, '.js')) {
    let type;
    if (hooks.hasLoaders()) type = files.package_type(filename);
    else ({ type, text: content } = readTyped(filename));
    if (type !== 'none') format = type;
  } else if (getOptionValue('--strip-types') !== false) {
    format = typedFormat(filename);
  }
  if (hooks.hasLoaders()) ({ source: content, format } = loadByHooks(filename, module[kFormat] ?? format));
  content ??= readSource(filename);
  if ((format === 'module' || format === 'module-typescript') && !mayRequireModules()) {
    throw new ERR_REQUIRE_ESM(filename, true, ModuleState.parentOf(module)?.filename, null);
  }
  module._compile(content, filename, format);
};

function typedFormat(filename) {
  if (StringPrototypeEndsWith(filename, '.mts')) return 'module-typescript';
  if (StringPrototypeEndsWith(filename, '.cts')) return 'commonjs-typescript';
  if (!StringPrototypeEndsWith(filename, '.ts')) return undefined;
  const type = files.package_type(filename);
  return type === 'none' ? 'typescript' : `${type}-typescript`;
}

Module._extensions['.json'] = function(module, filename) {
  const content = hooks.hasLoaders() ? loadByHooks(filename, 'json').source : readSource(filename);
  module[kFormat] = 'json';
  try {
    module.exports = JSONParse(content);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    require('internal/process/thrown_place').noteThrow(error);
    throw error;
  }
};

Module._extensions['.node'] = function(module, filename) {
  return process.dlopen(module, path.toNamespacedPath(filename));
};

ObjectDefineProperty(Module.prototype, 'constructor', { __proto__: null, get: () => Module, enumerable: false, configurable: false });

module.exports = { IMPORTED, loadGiven, makeRequireFunction, setCompiler: (compile) => {
  compileWith = compile;
}, tracedLoad, typedFormat };
