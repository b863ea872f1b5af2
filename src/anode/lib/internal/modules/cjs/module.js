'use strict';

// The class Module, which programs use and patch: its fields and caches. cjs/find_path.js and cjs/loader.js add resolving and loading.

const { ArrayPrototypeIncludes, ArrayPrototypePush, ObjectDefineProperty, ObjectFreeze, Symbol } = primordials;

const builtins = require('internal/modules/builtins');
const path = require('internal/path/posix');
const { getOptionValue } = require('internal/options');

const files = binding('modules');

// Node's modules have these symbols, and inspecting a module shows them.
const kIsMain = Symbol('kIsMainSymbol');
const kIsCachedByESMLoader = Symbol('kIsCachedByESMLoader');
const kURL = Symbol('kURL');
const kFormat = Symbol('kFormat');
const kIsExecuting = Symbol('kIsExecuting');

class ReturnArgument {
  constructor(object) { return object; }
}

// The state of a module that programs do not see, and its property `exports`. A class whose constructor returns a given object defines its
// fields on that object: private fields cost less than an entry in a weak map, and a field is defined even where a program has put a setter
// of that name on Object.prototype.
class ModuleState extends ReturnArgument {
  exports = {};
  #parent;
  #loaded = undefined;  // { exports } at the end of loading: an `import` of the module gives these
  #job = undefined;     // the job of an ES module that was required

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
  new ModuleState(this, parent);
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

// While a file is loaded, its folder and that of the requiring file are asked for several times.
let lastFile, lastFolder, otherFile, otherFolder;
function folderOf(filename) {
  if (filename === lastFile) return lastFolder;
  if (filename !== otherFile) {
    const folder = path.dirname(filename);  // before either is set: a time limit may end this call
    otherFile = filename;
    otherFolder = folder;
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
    return ModuleState.parentOf(this);
  },
  set(value) {
    warnOfParent();
    ModuleState.setParent(this, value);
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
ObjectDefineProperty(Module, '_readPackage', {
  __proto__: null, value: readPackage, writable: true, configurable: true, enumerable: false,
});
Module.builtinModules = ObjectFreeze(builtins.builtinModules());  // other loaders (jest's) set it on their own class

function readPackage(directory) {
  const scope = files.package_scope(path.join(directory, 'package.json'));
  return scope !== null && path.dirname(scope.path) === path.resolve(directory) ? { ...scope.data, exists: true } : { exists: false };
}

function setSymbols(module, isMain, url, format) {
  module[kIsMain] = isMain;
  module[kIsCachedByESMLoader] = false;
  module[kURL] = url;
  module[kFormat] = format;
}

module.exports = { Module, ModuleState, folderOf, kFormat, kIsExecuting, setSymbols, updateChildren };
