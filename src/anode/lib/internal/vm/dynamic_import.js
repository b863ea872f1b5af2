'use strict';

// `import()` in code that node:vm has compiled: a function of the program, the loader of the main context, or an error.

const {
  ObjectDefineProperty, ObjectKeys, PromiseReject, ReflectApply, SafeMap, StringPrototypeStartsWith, Symbol, TypeError,
} = primordials;

const {
  codes: {
    ERR_SOURCE_PHASE_NOT_DEFINED, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG,
    ERR_VM_MODULE_NOT_MODULE,
  },
} = require('internal/errors');
const { isModuleNamespaceObject } = require('internal/util/types');
const { IMPORT, forScript } = require('internal/vm/module_source');

const USE_MAIN_CONTEXT_DEFAULT_LOADER = Symbol('vm_dynamic_import_main_context_default');

// The attributes in the options of `import(x, options)`.
function attributesOf(options) {
  const attributes = { __proto__: null };
  if (options === undefined) return attributes;
  if (options === null || (typeof options !== 'object' && typeof options !== 'function')) {
    throw new TypeError('The second argument to import() must be an object');
  }
  const given = options.with;
  if (given === undefined) return attributes;
  if (given === null || (typeof given !== 'object' && typeof given !== 'function')) {
    throw new TypeError("The 'options.with' argument of import() must be an object");
  }
  const keys = ObjectKeys(given);
  for (let i = 0; i < keys.length; i++) {
    const value = given[keys[i]];
    if (typeof value !== 'string') throw new TypeError('Import attribute value must be a string');
    attributes[keys[i]] = value;
  }
  return attributes;
}

// One `import()` or `import.source()`: `callback` is asked for a module on behalf of `referrer`.
async function importThrough(callback, referrer, specifier, attributes, phase) {
  const module = await ReflectApply(callback, undefined, [specifier, referrer, attributes, phase]);
  if (isModuleNamespaceObject(module) && phase === 'evaluation') return module;
  const { isModule } = require('internal/vm/module');
  if (!isModule(module)) throw new ERR_VM_MODULE_NOT_MODULE();
  if (phase === 'source') throw new ERR_SOURCE_PHASE_NOT_DEFINED(module.identifier);
  return module.namespace;
}

function baseUrl(filename) {
  const { pathToFileURL } = require('internal/url');
  if (StringPrototypeStartsWith(filename, '/')) return pathToFileURL(filename).href;
  return StringPrototypeStartsWith(filename, 'file:') ? filename : pathToFileURL(`${process.cwd()}/`).href;
}

// The function behind `import()` of a script, a function or a module: `(specifier, attributes, phase)`; relative specifiers are resolved
// from `filename`.
function importerFor(callback, referrer, filename) {
  if (callback === USE_MAIN_CONTEXT_DEFAULT_LOADER) {
    const { importModule, importSource } = require('internal/modules/esm/loader');
    return (specifier, attributes, phase) => (phase === 'source' ? importSource : importModule)(specifier, baseUrl(filename), attributes);
  }
  if (callback === undefined) return () => PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING());
  if (!require('internal/options').getOptionValue('--experimental-vm-modules')) {
    return () => PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG());
  }
  return (specifier, attributes, phase) => importThrough(callback, referrer, specifier, attributes, phase);
}

const importers = new SafeMap();  // by the number in the text
let lastId = 0;

const importById = async (id, specifier, options) => importers.get(id)(`${specifier}`, attributesOf(options), 'evaluation');
importById.source = async (id, specifier) => importers.get(id)(`${specifier}`, { __proto__: null }, 'source');

// A script's text with its `import()`s replaced, and `bind(referrer)` to call once the referrer is known.
function prepare(source, callback, filename) {
  const text = forScript(source, lastId + 1);
  if (text === null) return { __proto__: null, source, bind() {} };
  const id = ++lastId;
  // Scripts of the main context find it on the global object, those of other contexts in their scope.
  if (!(IMPORT in globalThis)) {
    ObjectDefineProperty(globalThis, IMPORT, {
      __proto__: null, value: importById, enumerable: false, writable: false, configurable: true,
    });
  }
  return { __proto__: null, source: text, bind: (referrer) => importers.set(id, importerFor(callback, referrer, filename)) };
}

module.exports = { USE_MAIN_CONTEXT_DEFAULT_LOADER, importById, importerFor, prepare };
