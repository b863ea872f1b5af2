'use strict';

// module.registerHooks: functions that take part in resolving and loading. The last registered is asked first. Here is what `require` does
// with them; for ES modules see internal/modules/esm/hooks.js.

const { ArrayPrototypeIndexOf, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSplice, ObjectAssign, StringPrototypeStartsWith } = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_LOADER_CHAIN_INCOMPLETE },
} = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const resolvers = [];
const loaders = [];

class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
  }

  deregister() {
    remove(resolvers, this);
    remove(loaders, this);
  }
}

function remove(list, hooks) {
  const index = ArrayPrototypeIndexOf(list, hooks);
  if (index !== -1) ArrayPrototypeSplice(list, index, 1);
}

function registerHooks(hooks) {
  validateObject(hooks, 'hooks');
  const { resolve, load } = hooks;
  if (resolve !== undefined) validateFunction(resolve, 'hooks.resolve');
  if (load !== undefined) validateFunction(load, 'hooks.load');
  const registered = new ModuleHooks(resolve, load);
  if (resolve !== undefined) ArrayPrototypePush(resolvers, registered);
  if (load !== undefined) ArrayPrototypePush(loaders, registered);
  return registered;
}

// Asks the hooks from the last to the first, and `last` behind them all.
function chain(list, name, last, subject, context, check) {
  function ask(index, value, given) {
    if (index < 0) return last(value, given);
    let asked = false;
    const next = (nextValue = value, more = undefined) => {
      asked = true;
      return ask(index - 1, nextValue, more === undefined ? given : ObjectAssign({ ...given }, more));
    };
    const result = list[index][name](value, given, next);
    check(result, `${name} '${list[index][name].name || name} hook'`);
    if (!asked && !result.shortCircuit) throw new ERR_LOADER_CHAIN_INCOMPLETE(`${name} '${name}'`);
    return result;
  }
  return ask(list.length - 1, subject, context);
}

function checkResolved(result, hook) {
  if (typeof result !== 'object' || result === null) throw new ERR_INVALID_ARG_TYPE(`the result of ${hook}`, 'object', result);
  if (typeof result.url !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', hook, 'url', result.url);
}

function checkLoaded(result, hook) {
  if (typeof result !== 'object' || result === null) throw new ERR_INVALID_ARG_TYPE(`the result of ${hook}`, 'object', result);
}

const resolveWith = (specifier, context, last) => {
  validateString(specifier, 'specifier');
  return chain(resolvers, 'resolve', last, specifier, context, checkResolved);
};
const loadWith = (url, context, last) => chain(loaders, 'load', last, url, context, checkLoaded);

const isBuiltinUrl = (url) => StringPrototypeStartsWith(url, 'node:');

module.exports = {
  registerHooks, resolveWith, loadWith, isBuiltinUrl,
  hooksOf: (kind) => ArrayPrototypeMap(kind === 'resolve' ? resolvers : loaders, (hooks) => hooks[kind]),
  hasResolvers: () => resolvers.length > 0,
  hasLoaders: () => loaders.length > 0,
};
