'use strict';

// Makes V8's module from a format and a source; the job gets its number. A module that is no ES module becomes a synthetic one.

const {
  ArrayPrototypePush, JSONParse, ObjectHasOwn, SafeMap, SafeSet, StringPrototypeCharCodeAt, StringPrototypeEndsWith,
  StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_UNKNOWN_MODULE_FORMAT } } = require('internal/errors');
const builtins = require('internal/modules/builtins');
const { ready } = require('internal/modules/cjs/find_path');
const cjs = require('internal/modules/cjs/loader');
const { Module, ModuleState } = require('internal/modules/cjs/module');
const { urlOf } = require('internal/modules/url_of');
const engine = require('internal/modules/esm/native');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { fileOf, textAt } = require('internal/modules/esm/load');

const files = binding('modules');

const stripBOM = (text) => (StringPrototypeCharCodeAt(text, 0) === 0xfeff ? StringPrototypeSlice(text, 1) : text);

// The text of a source that hooks gave.
function textOf(source, where = 'load') {
  if (typeof source === 'string') return source;
  if (isAnyArrayBuffer(source) || isArrayBufferView(source)) {
    const { TextDecoder } = require('internal/encoding');
    return new TextDecoder().decode(source);
  }
  throw new ERR_INVALID_RETURN_PROPERTY_VALUE('string, array buffer, or typed array', where, 'source', source);
}

// ---- ES modules ----

let compileWith = engine.compile;  // the compile cache, if there is one

function compileModule(job, source) {
  const { url } = job;
  if (StringPrototypeStartsWith(url, 'file:') && require('internal/source_maps').isEnabled()) {
    require('internal/source_map/cache').note(fileOf(url), source);
  }
  try {
    job.id = compileWith(source, job.name ?? url, job.map.host, 0, 0);
  } catch (error) {
    require('internal/modules/esm/main_errors').showPlace(error, url, source, job.note);
    throw error;
  }
  job.requests = engine.requests(job.id);
}

// ---- builtins ----

// The facades of builtins, whose exports module.syncBuiltinESMExports() updates.
const facades = new SafeMap();

function synthesizeBuiltin(job) {
  const name = StringPrototypeSlice(job.url, 5);
  const exports = builtins.compileForPublic(name);
  const names = builtins.exportNamesOf(exports);
  job.id = engine.synthesize(job.url, names, () => updateBuiltin(job.id, exports, names));
  job.requests = [];
  facades.set(job.id, { __proto__: null, exports, names });
}

const read = (exports, name) => {
  try {
    return exports[name];
  } catch {
    return undefined;  // the export of a getter that throws is undefined
  }
};

function updateBuiltin(id, exports, names) {
  for (let i = 0; i < names.length; i++) if (names[i] !== 'default') engine.setExport(id, names[i], read(exports, names[i]));
  engine.setExport(id, 'default', exports);
}

function syncBuiltinESMExports() {
  for (const { 0: id, 1: facade } of facades) updateBuiltin(id, facade.exports, facade.names);
}

// ---- JSON ----

function synthesizeJson(job, source) {
  const { url } = job;
  const path = StringPrototypeStartsWith(url, 'file:') && !StringPrototypeIncludes(url, '?') && !StringPrototypeIncludes(url, '#') ?
    fileOf(url) :
    undefined;
  let module = path === undefined ? undefined : Module._cache[path];
  if (!module?.loaded) {
    const text = source === undefined ? textAt(url) : textOf(source);
    try {
      module = { __proto__: null, exports: JSONParse(stripBOM(text)), loaded: true };
    } catch (error) {
      error.message = `${StringPrototypeStartsWith(url, 'file:') ? fileOf(url) : url}: ${error.message}`;
      throw error;
    }
    if (path !== undefined) Module._cache[path] = module;
  }
  job.id = engine.synthesize(url, ['default'], () => engine.setExport(job.id, 'default', module.exports));
  job.requests = [];
}

// ---- CommonJS ----

let lexer;
const parsed = new SafeMap();  // file name -> the exported names of a CommonJS file, as far as its text shows them

function exportNames(filename, source, format) {
  const known = parsed.get(filename);
  if (known !== undefined) return known;
  const names = new SafeSet();
  parsed.set(filename, names);  // set first, because files may export each other
  let found;
  try {
    lexer ??= require('vendor/cjs-module-lexer');
    source ??= require('internal/modules/source').readSource(filename);
    if (format === 'commonjs-typescript') source = require('internal/modules/typescript').stripSource(source, filename);
    found = lexer.parse(source);
  } catch {
    return names;  // running the file throws the right error
  }
  for (const name of found.exports) names.add(name);
  for (const request of found.reexports) {
    const target = reexported(request, filename);
    if (target === undefined) continue;
    for (const name of exportNames(target)) names.add(name);
  }
  return names;
}

function reexported(request, filename) {
  const path = require('internal/path/posix');
  let resolved;
  try {
    const module = new Module(filename);
    module.filename = filename;
    module.paths = Module._nodeModulePaths(module.path);
    resolved = Module._resolveFilename(request, module);
  } catch {
    return undefined;  // running the file reports a broken package.json
  }
  if (!path.isAbsolute(resolved)) return undefined;
  const extension = path.extname(resolved);
  return extension === '.js' || extension === '.cjs' || extension === '.cts' || extension === '.ts' || !Module._extensions[extension] ?
    resolved :
    undefined;
}

const NAMED = 'module.exports';

// `source` is a text if hooks gave one. Then the module is not the one that require() gets.
function synthesizeCommonJS(job, source, format) {
  const { url } = job;
  if (format === 'commonjs-typescript') require('internal/modules/typescript').refusePackages(url);
  const filename = StringPrototypeStartsWith(url, 'file:') ? fileOf(url) : url;
  const text = source === undefined || source === null ? undefined : textOf(source);
  const found = exportNames(filename, text, format);
  const names = ['default', NAMED];
  for (const name of found) if (name !== 'default' && name !== NAMED) ArrayPrototypePush(names, name);
  job.id = engine.synthesize(url, names, () => {
    const exports = text === undefined ? runFile(filename, job) :
      job.shared && StringPrototypeStartsWith(url, 'file:') ? cjs.loadGiven(filename, text, format) : runText(filename, text, format, url);
    for (let i = 2; i < names.length; i++) {
      if (exports !== null && exports !== undefined && ObjectHasOwn(exports, names[i])) {
        engine.setExport(job.id, names[i], read(exports, names[i]));
      }
    }
    engine.setExport(job.id, 'default', exports);
    engine.setExport(job.id, NAMED, exports);
  });
  job.requests = [];
}

// The module is the one that require() gets.
function synthesizeAddon(job) {
  require('internal/util/deprecation').emitExperimentalWarning('Importing addons');
  job.id = engine.synthesize(job.url, ['default', NAMED], () => {
    const exports = runFile(fileOf(job.url), job);
    engine.setExport(job.id, 'default', exports);
    engine.setExport(job.id, NAMED, exports);
  });
  job.requests = [];
}

function runFile(filename, job) {
  const cached = Module._cache[filename];
  const loaded = cached !== undefined ? ModuleState.loadedBy(cached) : undefined;
  if (loaded !== undefined) return loaded.exports;
  ready();
  return cjs.tracedLoad(filename, undefined, job.isMain && cjs.IMPORTED);
}

// The require() of a CommonJS module from hooks, which goes through the hooks too.
function requireIn(url, module) {
  return (specifier) => {
    const loader = require('internal/modules/esm/loader');
    if (loader.hooks() === undefined) return cjs.tracedLoad(specifier, module, false);
    if (!builtins.canBeRequired(specifier)) {
      const path = Module._resolveFilename(specifier, module, false);
      if (StringPrototypeEndsWith(path, '.node')) return cjs.tracedLoad(specifier, module, false);
      if (StringPrototypeEndsWith(path, '.json')) return loader.requireThrough(urlOf(path), url, { __proto__: null, type: 'json' });
      specifier = urlOf(path);
    }
    return loader.requireThrough(specifier, url, { __proto__: null });
  };
}

function runText(filename, text, format, url) {
  ready();
  const module = new Module(filename);
  module.filename = filename;
  module.paths = Module._nodeModulePaths(module.path);
  module.require = requireIn(url, module);
  module._compile(
    format === 'commonjs-typescript' ? require('internal/modules/typescript').stripSource(text, filename) : text, filename,
    'commonjs');
  module.loaded = true;
  return module.exports;
}

// ---- WebAssembly ----

function compileWasm(job, source) {
  if (source !== undefined && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('array buffer, or typed array', 'load', 'source', source);
  }
  const wasm = require('internal/modules/esm/wasm');
  const bytes = source ?? files.esm_bytes(job.url);
  let module;
  try {
    module = wasm.compile(job.url, bytes);
  } catch (error) {
    error.message = `${StringPrototypeStartsWith(job.url, 'file:') ? fileOf(job.url) : job.url}: ${error.message}`;
    throw error;
  }
  job.sourceObject = module;
  job.fillMeta = (meta) => wasm.fill(meta, job, module);
  compileModule(job, files.wasm_facade(bytes, job.url));
}

function translate(job, format, source) {
  job.format = format;
  switch (format) {
    case 'module':
      compileModule(job, source === undefined ? textAt(job.url) : textOf(source));
      return;
    case 'module-typescript': {
      const text = source === undefined ? textAt(job.url) : textOf(source);
      compileModule(job, require('internal/modules/typescript').stripSource(text, job.url));
      return;
    }
    case 'builtin':
      if (!builtins.canBeRequired(job.url)) throw new (require('internal/errors').codes.ERR_UNKNOWN_BUILTIN_MODULE)(job.url);
      synthesizeBuiltin(job);
      return;
    case 'json':
      synthesizeJson(job, source);
      return;
    case 'commonjs':
    case 'commonjs-typescript':
      synthesizeCommonJS(job, source, format);
      return;
    case 'addon':
      synthesizeAddon(job);
      return;
    case 'wasm':
      compileWasm(job, source);
      return;
    default:
      throw new ERR_UNKNOWN_MODULE_FORMAT(format, job.url);
  }
}

// --check: whether a file compiles.
function check(url) {
  compileModule({ __proto__: null, url, map: { host: 0 } }, textAt(url));
}

module.exports = {
  check, syncBuiltinESMExports, translate,
  setCompiler: (compile) => { compileWith = compile; },
  // Whether the text of every module is needed: for the compile cache and for source maps.
  isAsked: () => compileWith !== engine.compile || require('internal/source_maps').isEnabled(),
};
