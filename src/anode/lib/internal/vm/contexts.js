'use strict';

// The contexts of a program: V8's own, or emulated ones where V8's functions could not be found.

const { SafeWeakMap } = primordials;

const { has } = require('internal/vm/native');

const contexts = new SafeWeakMap();  // the program's object, and the context's global object -> Context

function contextOf(object) {
  return contexts.get(object);
}

// `sandbox` is undefined for a context whose global object is an ordinary one.
function createContext(sandbox, options) {
  const { Context } = has('contexts') ? require('internal/vm/realm') : require('internal/vm/emulated_context');
  const context = new Context(sandbox, options);
  if (sandbox !== undefined) contexts.set(sandbox, context);
  contexts.set(context.global, context);
  return context;
}

// `import()` of code in a context that belongs to no script: the context's own way. Returns a promise.
function importIn(global, specifier, attributes, phase) {
  const { importerFor } = require('internal/vm/dynamic_import');
  const context = contexts.get(global);
  return importerFor(context?.importer, context?.contextified, '')(specifier, attributes, phase);
}

// How many contexts there are beside the program's own.
function count() {
  return has('contexts') ? require('internal/vm/realm').count() : 0;
}

module.exports = { contextOf, count, createContext, importIn };
