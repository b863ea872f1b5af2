'use strict';

// module.registerHooks: synchronous hooks that take part in resolving and loading. The last registered hook is asked first. This file has
// the chain, and its part in require(); internal/modules/esm/loader.js has the part in ES modules.

const {
  ArrayPrototypeFindIndex, ArrayPrototypePush, ArrayPrototypeSplice, ObjectAssign, ObjectFreeze, ObjectSetPrototypeOf,
  StringPrototypeStartsWith, Symbol,
} = primordials;

const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE } } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateFunction } = require('internal/validators');

const kId = Symbol('kModuleHooksIdKey');
const resolvers = [];
const loaders = [];
let count = 0;

class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
    this[kId] = Symbol(`module-hook-${count++}`);
    if (resolve) ArrayPrototypePush(resolvers, this);
    if (load) ArrayPrototypePush(loaders, this);
    ObjectFreeze(this);
  }

  deregister() {
    remove(resolvers, this[kId]);
    remove(loaders, this[kId]);
  }
}
ObjectSetPrototypeOf(ModuleHooks.prototype, null);

function remove(list, id) {
  const index = ArrayPrototypeFindIndex(list, (hooks) => hooks[kId] === id);
  if (index !== -1) ArrayPrototypeSplice(list, index, 1);
}

function registerHooks(hooks) {
  const { resolve, load } = hooks;
  if (resolve) validateFunction(resolve, 'hooks.resolve');
  if (load) validateFunction(load, 'hooks.load');
  return new ModuleHooks(resolve, load);
}

// Asks the hooks from the last to the first, and then `last`. A change that a hook makes to the context is visible to the following ones.
function ask(list, name, last, check, subject, context) {
  let reached = list.length;
  const step = (index, hook, next) => (value, more) => {
    reached = index;
    if (more && more !== context) ObjectAssign(context, more);
    const result = hook(value, context, next);
    if (index > 0 && reached === index && !result.shortCircuit) {
      throw new ERR_INVALID_RETURN_PROPERTY_VALUE('true', name, 'shortCircuit', result.shortCircuit);
    }
    return check(value, result);
  };
  let next = step(0, last, undefined);
  for (let i = 0; i < list.length; i++) next = step(i + 1, list[i][name], next);
  return next(subject, context);
}

function checkResolved(specifier, { url, format, importAttributes }) {
  if (typeof url !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', 'resolve', 'url', url);
  if (format && typeof format !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'resolve', 'format', format);
  if (importAttributes && typeof importAttributes !== 'object') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('an object', 'resolve', 'importAttributes', importAttributes);
  }
  return { __proto__: null, url, format, importAttributes };
}

function checkLoaded(url, result) {
  const { source, format } = result;
  // The source that hooks return for a builtin is ignored.
  if (!StringPrototypeStartsWith(url, 'node:') && typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
  }
  if (typeof format !== 'string' && format !== undefined) throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'load', 'format', format);
  return result;
}

// `resolveWith(specifier, context, last)` returns { url, format, importAttributes }; `loadWith(url, context, last)` returns { format,
// source, … }.
module.exports = {
  registerHooks,
  resolveWith: (specifier, context, last) => ask(resolvers, 'resolve', last, checkResolved, specifier, context),
  loadWith: (url, context, last) => ask(loaders, 'load', last, checkLoaded, url, context),
  hasResolvers: () => resolvers.length > 0,
  hasLoaders: () => loaders.length > 0,
};
