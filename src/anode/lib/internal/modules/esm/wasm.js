'use strict';

// Imported WebAssembly modules: the JavaScript side of modules/wasm.py.

const { ObjectAssign, SafeMap, SafeWeakMap } = primordials;

const { WebAssembly } = globalThis;
const { Global, Instance, LinkError, Module } = WebAssembly;
const engine = require('internal/modules/esm/native');
const { emitExperimentalWarning } = require('internal/util/deprecation');

const instances = new SafeWeakMap();  // namespace -> the exports of the instance, with globals as objects

const options = { builtins: ['js-string'], importedStringConstants: 'wasm:js/string-constants' };

// A module is compiled once, for imports of its source and of instances.
const compiled = new SafeMap();
function compile(url, bytes) {
  let module = compiled.get(url);
  if (module === undefined) {
    module = new Module(bytes, options);
    compiled.set(url, module);
  }
  return module;
}

// Fills the `import.meta` of a facade.
function fill(meta, job, module) {
  meta.refuse = (message) => { throw new LinkError(message); };
  meta.exported = exported;
  meta.instantiate = (specifiers, namespaces) => {
    emitExperimentalWarning('Importing WebAssembly module instances');
    const imports = { __proto__: null };
    for (let i = 0; i < specifiers.length; i++) {
      // Between two WebAssembly modules the global is shared, not its value.
      const shared = instances.get(namespaces[i]);
      imports[specifiers[i]] = shared === undefined ? namespaces[i] : ObjectAssign({ __proto__: null }, namespaces[i], shared);
    }
    const { exports } = new Instance(module, imports);
    instances.set(engine.namespace(job.id), exports);
    return exports;
  };
}

function exported(exports, name) {
  const value = exports[name];
  if (!(value instanceof Global)) return value;
  try {
    return value.value;
  } catch {
    return undefined;  // a global of a type without JavaScript values
  }
}

module.exports = { compile, fill };
