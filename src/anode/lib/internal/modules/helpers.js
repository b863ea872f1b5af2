'use strict';

// The `require` of a module. The file has Node's name: it shows in stacks, and Node's own tests look for it.

const { ObjectDefineProperty, ObjectPrototypeHasOwnProperty, StringPrototypeIncludes } = primordials;

const { validateString } = require('internal/validators');
const { resolveByHooks } = require('internal/modules/cjs/hooked');
const { Module } = require('internal/modules/cjs/module');
const { hasResolvers } = require('internal/modules/hooks');

// require.resolve() asks the hooks of module.registerHooks() too.
function resolveFilename(request, module, options) {
  if (hasResolvers() && options === undefined) return resolveByHooks(request, module, false).filename;
  return Module._resolveFilename(request, module, false, options);
}

function makeRequireFunction(module) {
  const require = function require(path) {
    return module.require(path);
  };
  require.resolve = function resolve(request, options) {
    validateString(request, 'request');
    return resolveFilename(request, module, options);
  };
  require.resolve.paths = function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  };
  ObjectDefineProperty(require, 'main', {
    __proto__: null, value: process.mainModule, writable: true, enumerable: true, configurable: true,
  });
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

// Gives an object the builtin modules by name, each loaded at its first use; a program may assign to the names.
function addBuiltinLibsToObject(object, moduleName) {
  const module = new Module(moduleName);
  for (let i = 0; i < Module.builtinModules.length; i++) {
    const name = Module.builtinModules[i];
    if (name[0] === '_' || StringPrototypeIncludes(name, '/') || ObjectPrototypeHasOwnProperty(object, name)) continue;
    const set = (value) => {
      delete object[name];
      object[name] = value;
    };
    const define = (get) => ObjectDefineProperty(object, name, { __proto__: null, get, set, configurable: true, enumerable: false });
    define(() => {
      const exports = module.require(name);
      try {
        define(() => exports);
      } catch {
        // The program has made the property permanent.
      }
      return exports;
    });
  }
}

module.exports = { addBuiltinLibsToObject, makeRequireFunction };
