'use strict';

// The contexts of a program: V8's own, or emulated ones where V8's functions could not be found.

const { PromisePrototypeThen, SafeWeakMap } = primordials;

const { has } = require('internal/vm/native');

const named = new SafeWeakMap();     // Context -> its name
let watcher;
const contexts = new SafeWeakMap();  // the program's object, and the context's global object -> Context

function contextOf(object) {
  return contexts.get(object);
}

// `sandbox` is undefined for a context whose global object is an ordinary one.
function createContext(sandbox, options, name) {
  const { Context } = has('contexts') ? require('internal/vm/realm') : require('internal/vm/emulated_context');
  const context = new Context(sandbox, options);
  if (sandbox !== undefined) contexts.set(sandbox, context);
  contexts.set(context.global, context);
  named.set(context, name);
  watcher?.(context.global, name);
  return context;
}

// Tells `tell` of the contexts there are, and of each that is made: the global object and the name. Emulated contexts are none of V8's.
function watch(tell) {
  if (!has('contexts')) return;
  watcher = tell;
  require('internal/vm/realm').forEach((context) => tell(context.global, named.get(context)));
}

// `import()` of code in a context: by its script's own function, or by the context's where the code belongs to no script. V8 gets a promise
// of the context, which is settled at once if this one is.
function importIn(global, own, specifier, attributes, phase) {
  let importer = own;
  if (own === undefined) {
    const context = contexts.get(global);
    importer = context === undefined ?
      (name) => require('internal/vm/shadow_realm').importIn(global, name) :
      require('internal/vm/dynamic_import').importerFor(context.importer, context.contextified, '');
  }
  const promise = importer(specifier, attributes, phase);
  PromisePrototypeThen(promise, undefined, () => {});  // whether it is handled, the context's promise tells
  return promise;
}

// How many contexts there are beside the program's own.
function count() {
  return has('contexts') ? require('internal/vm/realm').count() : 0;
}

module.exports = { contextOf, count, createContext, importIn, watch };
