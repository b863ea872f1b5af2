'use strict';

// v8.promiseHooks: functions called in the life of each promise. The engine calls one function of ours for each kind that has hooks.

const { ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice } = primordials;

const engine = require('internal/engine');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const lists = { __proto__: null, init: [], before: [], after: [], settled: [] };

// An exception of a hook is uncaught; it does not reject the promise.
function tell(list, promise, parent) {
  for (let i = 0; i < list.length; i++) {
    const hook = list[i];
    try {
      hook(promise, parent);
    } catch (error) {
      require('internal/process/execution').onUncaughtException(error);
    }
    if (list[i] !== hook) i--;  // it has taken itself off
  }
}

function hookFor(kind) {
  const list = lists[kind];
  return list.length === 0 ? undefined : (promise, parent) => tell(list, promise, parent);
}

// The functions for V8: for the start, before and after a reaction, and the end of each promise.
let forEngine = [undefined, undefined, undefined, undefined];
const contexts = { __proto__: null, follow: undefined };  // set by internal/vm/realm.js: gives them to contexts of node:vm

function listen() {
  forEngine = [hookFor('init'), hookFor('before'), hookFor('after'), hookFor('settled')];
  engine.setPromiseHooks(forEngine[0], forEngine[1], forEngine[2], forEngine[3]);
  contexts.follow?.();
}

// Without the checks of those below: `hooks` may lack kinds. Returns a function that removes them again.
function addHooks(hooks) {
  for (const kind in lists) if (hooks[kind] !== undefined) ArrayPrototypePush(lists[kind], hooks[kind]);
  listen();
  return () => {
    for (const kind in lists) {
      const index = hooks[kind] === undefined ? -1 : ArrayPrototypeIndexOf(lists[kind], hooks[kind]);
      if (index !== -1) ArrayPrototypeSplice(lists[kind], index, 1);
    }
    listen();
  };
}

// An async function would make promises of its own at each call.
function check(hook, name) {
  validateFunction(hook, name);
  if (engine.types.isAsyncFunction(hook)) throw new ERR_INVALID_ARG_TYPE(name, 'Function', hook);
}

function add(kind, hook) {
  check(hook, `${kind}Hook`);
  return addHooks({ __proto__: null, [kind]: hook });
}

function createHook({ init, before, after, settled } = {}) {
  const given = { __proto__: null, init, before, after, settled };
  for (const kind in given) if (given[kind] !== undefined) check(given[kind], `${kind}Hook`);
  return addHooks(given);
}

module.exports = {
  addHooks, contexts,
  hooksForEngine: () => forEngine,
  promiseHooks: {
    createHook,
    onInit: (hook) => add('init', hook),
    onBefore: (hook) => add('before', hook),
    onAfter: (hook) => add('after', hook),
    onSettled: (hook) => add('settled', hook),
  },
};
