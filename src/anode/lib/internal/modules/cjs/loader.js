'use strict';

// CommonJS: `require`, and the Module class as the ecosystem patches it. Files and package.json are Python's; the order of things is here.

const {
  ArrayFrom, ArrayIsArray, ArrayPrototypeConcat, ArrayPrototypeIncludes, ArrayPrototypeIndexOf, ArrayPrototypeJoin, ArrayPrototypePush,
  ArrayPrototypeSlice, ArrayPrototypeSplice, ArrayPrototypeUnshift, Error, JSONParse, JSONStringify, ObjectDefineProperty, ObjectFreeze,
  ObjectGetPrototypeOf, ObjectHasOwn, ObjectKeys, ObjectSetPrototypeOf, Proxy, ReflectApply, ReflectSet, RegExpPrototypeExec, SafeMap, SafeWeakMap, String, Symbol,
  StringPrototypeCharCodeAt, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeIndexOf, StringPrototypeLastIndexOf, StringPrototypeSlice, StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const { codes: { ERR_INPUT_TYPE_NOT_ALLOWED, ERR_INVALID_ARG_VALUE, ERR_REQUIRE_ESM, ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
const { validateString } = require('internal/validators');
const builtins = require('internal/modules/builtins');
const engine = require('internal/engine');
const hooks = require('internal/modules/hooks');
const path = require('internal/path/posix');
const stacks = require('internal/process/stacks');
const helpers = require('internal/modules/cjs/require_function');
const { readSource, readTyped } = require('internal/modules/source');
const { getOptionValue } = require('internal/options');

const files = binding('modules');
const { compileForPublic, canBeRequired } = builtins;

// What a module shows of itself to whoever looks at it, as in Node.
const kIsMain = Symbol('kIsMainSymbol');
const kIsCachedByESMLoader = Symbol('kIsCachedByESMLoader');
const kURL = Symbol('kURL');
const kFormat = Symbol('kFormat');
const kIsExecuting = Symbol('kIsExecuting');

// What a module has that nobody sees, and its exports, whatever setters a program has put on Object.prototype: fields of a class can be put on an
// object that is there, and cost less than an entry in a weak map.
class Same {
  constructor(object) { return object; }
}
class Hidden extends Same {
  exports = {};
  #parent;
  #loaded = undefined;  // { exports } as they were when it had been loaded: that is what an `import` gives
  #job = undefined;     // of the ES module that it stands for

  constructor(module, parent) {
    super(module);
    this.#parent = parent;
  }
  static parentOf(module) { return typeof module === 'object' && module !== null && #parent in module ? module.#parent : undefined; }
  static setParent(module, parent) { if (#parent in module) module.#parent = parent; }
  static loadedBy(module) { return #loaded in module ? module.#loaded : undefined; }
  static setLoaded(module, exports) { if (#loaded in module) module.#loaded = { __proto__: null, exports }; }
  static jobOf(module) { return #job in module ? module.#job : undefined; }
  static setJob(module, job) { if (#job in module) module.#job = job; }
}

function Module(id = '', parent) {
  this.id = id;
  this.path = folderOf(id);
  new Hidden(this, parent);
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

// Each file is asked for several times while it is loaded, and so is that which requires it.
let lastFile, lastFolder, otherFile, otherFolder;
function folderOf(filename) {
  if (filename === lastFile) return lastFolder;
  if (filename !== otherFile) {
    otherFile = filename;
    otherFolder = path.dirname(filename);
  }
  const file = otherFile;
  const folder = otherFolder;
  otherFile = lastFile;
  otherFolder = lastFolder;
  lastFile = file;
  lastFolder = folder;
  return folder;
}

function updateChildren(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && ArrayPrototypeIncludes(children, child))) ArrayPrototypePush(children, child);
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
Module._debug = () => {};
Module.Module = Module;
Module.isBuiltin = builtins.isBuiltin;

const deprecatedParent = {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    warnOfParent();
    return Hidden.parentOf(this);
  },
  set(value) {
    warnOfParent();
    Hidden.setParent(this, value);
  },
};
let warnedOfParent = false;
function warnOfParent() {
  if (warnedOfParent || !getOptionValue('--pending-deprecation')) return;
  warnedOfParent = true;
  process.emitWarning('module.parent is deprecated due to accuracy issues. Please use require.main to find program entry point instead.',
                      'DeprecationWarning', 'DEP0144');
}
ObjectDefineProperty(Module.prototype, 'parent', deprecatedParent);
ObjectDefineProperty(Module.prototype, 'isPreloading', { __proto__: null, configurable: true, get: () => preloading });
ObjectDefineProperty(Module, '_readPackage', { __proto__: null, value: readPackage, writable: true, configurable: true, enumerable: false });
Module.builtinModules = ObjectFreeze(builtins.builtinModules());  // loaders of their own (jest's) set it on their class

function readPackage(directory) {
  const scope = files.package_scope(path.join(directory, 'package.json'));
  return scope !== null && path.dirname(scope.path) === path.resolve(directory) ? { ...scope.data, exists: true } : { exists: false };
}

let preloading = false;

// ---- the wrapper ----

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
let patchedWrap = false;
let compileWith;  // the compile cache, if there is one
let wrap = (script) => `${Module.wrapper[0]}${script}${Module.wrapper[1]}`;
const wrapperProxy = new Proxy(wrapper, {
  __proto__: null,
  set(target, key, value, receiver) {
    patchedWrap = true;
    return ReflectSet(target, key, value, receiver);
  },
  defineProperty(target, key, descriptor) {
    patchedWrap = true;
    return ObjectDefineProperty(target, key, descriptor);
  },
});
ObjectDefineProperty(Module, 'wrap', {
  __proto__: null, enumerable: false, configurable: true,
  get: () => wrap,
  set(value) {
    patchedWrap = true;
    wrap = value;
  },
});
ObjectDefineProperty(Module, 'wrapper', {
  __proto__: null, enumerable: false, configurable: true,
  get: () => wrapperProxy,
  set(value) {
    patchedWrap = true;
    wrapper[0] = value[0];
    wrapper[1] = value[1];
  },
});

// ---- resolving ----

let lastFrom, lastPaths;
Module._nodeModulePaths = function(from) {
  if (from !== lastFrom) {
    lastPaths = nodeModulePaths(path.resolve(from));
    lastFrom = path.isAbsolute(from) ? from : undefined;
  }
  return ArrayPrototypeSlice(lastPaths);
};

function nodeModulePaths(from) {
  if (from === '/') return ['/node_modules'];
  const found = [];
  for (let end = from.length, i = from.length - 1; i >= 0; i--) {
    if (StringPrototypeCharCodeAt(from, i) !== 47 /* / */) continue;
    if (StringPrototypeSlice(from, i + 1, end) !== 'node_modules') ArrayPrototypePush(found, `${StringPrototypeSlice(from, 0, end)}/node_modules`);
    end = i;
  }
  ArrayPrototypePush(found, '/node_modules');
  return found;
}

const isRelative = (request) => request === '.' || request === '..' || StringPrototypeStartsWith(request, './') || StringPrototypeStartsWith(request, '../');

Module._resolveLookupPaths = function(request, parent) {
  if (!isRelative(request)) {
    if (builtins.isBuiltin(request)) return null;
    let paths;
    if (parent?.paths?.length) {
      paths = ArrayPrototypeConcat(parent.paths, modulePaths);
    } else {
      paths = modulePaths;
    }
    return paths.length > 0 ? paths : null;
  }
  if (!parent?.id || !parent.filename) return ArrayPrototypeConcat(['.'], Module._nodeModulePaths('.'), modulePaths);
  return [folderOf(parent.filename)];
};

let modulePaths = [];
Module._initPaths = function() {
  const { env } = process;
  const paths = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
  if (env.HOME) ArrayPrototypeUnshift(paths, path.resolve(env.HOME, '.node_modules'), path.resolve(env.HOME, '.node_libraries'));
  if (env.NODE_PATH) {
    const own = StringPrototypeSplit(env.NODE_PATH, path.delimiter);
    for (let i = own.length - 1; i >= 0; i--) if (own[i]) ArrayPrototypeUnshift(paths, own[i]);
  }
  modulePaths = paths;
  Module.globalPaths = ArrayPrototypeSlice(modulePaths);
};

let pathsReady = false;
function ready() {
  if (pathsReady) return;
  pathsReady = true;
  Module._initPaths();
}

let conditions;
function cjsConditions(own) {
  if (own) return JSONStringify(ArrayFrom(own));
  return conditions ??= JSONStringify(ArrayPrototypeConcat(['require', 'node'], getOptionValue('--addons') === false ? [] : ['node-addons'], ['module-sync'], getOptionValue('--conditions') ?? []));
}

// 0 for a file, 1 for a folder, negative for neither.
ObjectDefineProperty(Module, '_stat', {
  __proto__: null, value: (filename) => files.file_kind(filename), writable: true, configurable: true, enumerable: false,
});

Module._findPath = function(request, paths, isMain) {
  if (path.isAbsolute(request)) paths = [''];
  else if (!paths || paths.length === 0) return false;
  return findPath(request, paths, isMain, undefined, null);
};

function findPath(request, paths, isMain, own, base) {
  const key = `${request}\0${paths.length === 1 ? paths[0] : ArrayPrototypeJoin(paths, '\0')}`;
  const known = Module._pathCache[key];
  if (known) return known;
  if (own === undefined && paths.length === 1 && (isRelative(request) || request[0] === '/') && extensionsAreUsual()) {
    const near = files.find_near(request, path.isAbsolute(paths[0]) ? paths[0] : path.resolve(paths[0]), !!isMain);
    if (near === null) return false;
    if (StringPrototypeIncludes(near, '/index.')) warnOfMains(files.take_invalid_mains());
    Module._pathCache[key] = near;
    return near;
  }
  const resolvedPaths = [];
  for (let i = 0; i < paths.length; i++) resolvedPaths[i] = path.resolve(paths[i]);
  const found = files.find_path(request, JSONStringify(resolvedPaths), JSONStringify(ObjectKeys(Module._extensions)), cjsConditions(own), !!isMain, base);
  if (found === null) return false;
  if (StringPrototypeStartsWith(path.basename(found), 'index.')) warnOfMains(files.take_invalid_mains());
  Module._pathCache[key] = found;
  return found;
}

function extensionsAreUsual() {
  const names = ObjectKeys(Module._extensions);
  return names.length === 3 && names[0] === '.js' && names[1] === '.json' && names[2] === '.node';
}

function warnOfMains(mains) {
  for (let i = 0; i < mains.length; i++) {
    process.emitWarning(`Invalid 'main' field in '${mains[i][0]}' of '${mains[i][1]}'. Please either fix that or report it to the module author`,
                        'DeprecationWarning', 'DEP0128');
  }
}

function requireStack(parent) {
  const stack = [];
  for (let cursor = parent; cursor && !ArrayPrototypeIncludes(stack, cursor.filename || cursor.id); cursor = Hidden.parentOf(cursor)) {
    ArrayPrototypePush(stack, cursor.filename || cursor.id);
  }
  return stack;
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
    if (found !== null) return StringPrototypeStartsWith(found, 'bare:') ? Module._resolveFilename(StringPrototypeSlice(found, 5), parent, isMain) : found;
  }
  if (parent?.filename && !isRelative(request) && request[0] !== '/') {
    const found = files.find_own(request, parent.filename, cjsConditions(own));
    if (found !== null) return found;
  }
  const found = own === undefined ? Module._findPath(request, paths, isMain) : findPath(request, paths ?? [], isMain, own, null);
  if (found) return found;
  const stack = requireStack(parent);
  let message = `Cannot find module '${request}'`;
  if (stack.length > 0) message += `\nRequire stack:\n- ${ArrayPrototypeJoin(stack, '\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  throw error;
};

// ---- loading ----

const relativeCache = new SafeMap();
const IMPORTED = 'imported';  // the program's own file, through the loader of ES modules

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
    } else if (module.exports && typeof module.exports === 'object' && isCircularProxy(module.exports)) {
      ObjectSetPrototypeOf(module.exports, primordials.ObjectPrototype);
    }
  }
  return module.exports;
};

const requireConditions = () => JSONParse(cjsConditions());

// What the hooks make of a request: { filename, url, format }, the filename a name where it is no file's.
function resolveByHooks(request, parent, isMain) {
  const { fileURLToPath } = require('internal/url');
  const context = {
    parentURL: parent?.filename ? urlOf(parent.filename) : undefined, importAttributes: undefined, conditions: requireConditions(),
  };
  const usual = context.conditions;
  const { url, format } = hooks.resolveWith(request, context, (specifier, { conditions: wanted }) => {
    if (StringPrototypeStartsWith(specifier, 'node:')) {
      if (!canBeRequired(specifier)) throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
      return { url: specifier, format: 'builtin' };
    }
    const name = StringPrototypeStartsWith(specifier, 'file:') ? fileURLToPath(specifier) : specifier;
    const found = Module._resolveFilename(name, parent, isMain, wanted === usual || wanted === undefined ? undefined : { conditions: wanted });
    if (path.isAbsolute(found)) return { url: urlOf(found) };
    return { url: canBeRequired(found) && !StringPrototypeStartsWith(found, 'node:') ? `node:${found}` : found };
  });
  return { __proto__: null, url, format, filename: StringPrototypeStartsWith(url, 'file:') ? fileURLToPath(url) : url };
}

// What the hooks say a file holds: { source, format }, the source a text.
function loadByHooks(filename, format) {
  const { fileURLToPath } = require('internal/url');
  const url = path.isAbsolute(filename) ? urlOf(filename) : filename;
  const context = { format, importAttributes: undefined, conditions: requireConditions() };
  const loaded = hooks.loadWith(url, context, (target, given) => {
    if (StringPrototypeStartsWith(target, 'node:') && canBeRequired(target)) return { source: null, format: 'builtin' };
    return { source: readSource(StringPrototypeStartsWith(target, 'file:') ? fileURLToPath(target) : target), format: given.format };
  });
  const { source } = loaded;
  return {
    __proto__: null, format: loaded.format ?? format,
    source: typeof source === 'string' || source == null ? source : require('buffer').Buffer.from(source.buffer ?? source, source.byteOffset ?? 0, source.byteLength).utf8Slice(),
  };
}

// A CommonJS file whose text hooks have given to an `import`.
const given = new SafeWeakMap();
function loadGiven(filename, source, format) {
  const cached = Module._cache[filename];
  if (cached !== undefined) return Hidden.loadedBy(cached)?.exports ?? cached.exports;
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

function setSymbols(module, isMain, url, format) {
  module[kIsMain] = isMain;
  module[kIsCachedByESMLoader] = false;
  module[kURL] = url;
  module[kFormat] = format;
}

function loadBuiltin(id) {
  if (hooks.hasLoaders()) loadByHooks(`node:${id}`, 'builtin');
  return compileForPublic(id);
}

// Whatever a program has put on Object.prototype.
function setOwn(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

// A half-loaded module in a cycle warns of names it does not have yet.
const isCircularProxy = (exports) => !engine.types.isProxy(exports) && ObjectGetPrototypeOf(exports) === circularPrototype;
const circularPrototype = new Proxy({}, {
  __proto__: null,
  get(target, key) {
    if (key in target || key === '__esModule') return target[key];
    warnCircular(key);
    return undefined;
  },
  getOwnPropertyDescriptor(target, key) {
    if (ObjectHasOwn(target, key) || key === '__esModule') return primordials.ReflectGetOwnPropertyDescriptor(target, key);
    warnCircular(key);
    return undefined;
  },
});

function warnCircular(key) {
  process.emitWarning(`Accessing non-existent property '${String(key)}' of module exports inside circular dependency`);
}

// An ES module that is being evaluated is in no state to be given away.
function refuseCycle(module) {
  const job = Hidden.jobOf(module);
  if (job !== undefined) require('internal/modules/esm/required').refuseUnfinished(job, module.id, Hidden.parentOf(module)?.filename);
}

function partialExports(module) {
  refuseCycle(module);
  if (module.exports && !engine.types.isProxy(module.exports) &&
      ObjectGetPrototypeOf(module.exports) === primordials.ObjectPrototype && !module.exports.__esModule) {
    ObjectSetPrototypeOf(module.exports, circularPrototype);
  }
  return module.exports;
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
  Hidden.setLoaded(this, this.exports);
};

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  return tracedLoad(id, this, false);
};

// What `module.require` tells of is how modules are loaded from now on; made at the first, since a channel cannot stand in a snapshot.
let channel;
function tracedLoad(id, parent, isMain) {
  channel ??= require('diagnostics_channel').tracingChannel('module.require');
  if (!channel.hasSubscribers) return Module._load(id, parent, isMain);
  return channel.traceSync(Module._load, { __proto__: null, parentFilename: parent?.filename, id }, Module, id, parent, isMain);
}

const PLAIN_PATH = /^(?:\/[\w@+~-][\w.@+~-]*)+$/;  // which stands in a URL as it is
const urlOf = (filename) => (RegExpPrototypeExec(PLAIN_PATH, filename) === null ? require('internal/url').pathToFileURL(filename).href : `file://${filename}`);

// Compiles and runs a file's text; `format` is Node's name for it where it is known.
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
  const url = path.isAbsolute(filename) ? urlOf(filename) : filename;
  if (!typed) stacks.showAs(url, filename);
  let compiled;
  try {
    if (patchedWrap) {
      const wrapped = wrap(content);
      compiled = ReflectApply(engine.compileFunction(`return ${wrapped}`, url, []), undefined, []);
    } else {
      compiled = compileWith === undefined ? engine.compileFunction(content, url, PARAMETERS) : compileWith(content, url, PARAMETERS, filename);
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
  const result = ReflectApply(compiled, exports, [exports, require_, this, filename, folderOf(filename)]);
  this[kIsExecuting] = false;
  return result;
};

const makeRequireFunction = (module) => helpers.makeRequireFunction(module, Module, resolveForRequire);

// require.resolve(), which hooks have a say in.
function resolveForRequire(request, module, options) {
  return hooks.hasResolvers() && options === undefined ? resolveByHooks(request, module, false).filename : Module._resolveFilename(request, module, false, options);
}

const mayRequireModules = () => getOptionValue('--require-module') !== false && getOptionValue('--experimental-require-module') !== false;

// A text that has turned out to be an ES module. The program's own may wait.
function runModule(module, filename, content) {
  const loader = require('internal/modules/esm/loader');
  module[kFormat] = 'module';
  stacks.showAsURL(urlOf(filename));
  if (module === process.mainModule) {
    if (getOptionValue('--input-type')) throw new ERR_INPUT_TYPE_NOT_ALLOWED();
    files.esm_format(urlOf(filename));  // it may be of no kind that is known
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
    throw new ERR_REQUIRE_ESM(filename, true, Hidden.parentOf(module)?.filename, null);
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

// ---- the rest of the public face ----

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

// Which way the program's own file is loaded: the URL of an ES module, or undefined for CommonJS.
// It is one's affair whatever it is, where something else has been imported before (`always`).
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

ObjectDefineProperty(Module.prototype, 'constructor', { __proto__: null, get: () => Module, enumerable: false, configurable: false });

module.exports = { IMPORTED, Hidden, Module, loadGiven, tracedLoad, makeRequireFunction, mainIsModule, preload, ready, setCompiler: (compile) => { compileWith = compile; }, urlOf };
