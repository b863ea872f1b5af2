'use strict';

// module.registerHooks: functions that take part in resolving and loading, at once; the last registered is asked first. Here is the chain,
// and what require() does with it; for ES modules see internal/modules/esm/loader.js.

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

// Asks the hooks from the last to the first, and `last` behind them all. What one passes on of a context, those behind it see.
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
  // What hooks give for a builtin is not looked at.
  if (!StringPrototypeStartsWith(url, 'node:') && typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
  }
  if (typeof format !== 'string' && format !== undefined) throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'load', 'format', format);
  return result;
}

// `resolveWith(specifier, context, last)`: { url, format, importAttributes }; `loadWith(url, context, last)`: { format, source, … }.
module.exports = {
  registerHooks,
  resolveWith: (specifier, context, last) => ask(resolvers, 'resolve', last, checkResolved, specifier, context),
  loadWith: (url, context, last) => ask(loaders, 'load', last, checkLoaded, url, context),
  hasResolvers: () => resolvers.length > 0,
  hasLoaders: () => loaders.length > 0,
};
