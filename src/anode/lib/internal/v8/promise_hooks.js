'use strict';

// v8.promiseHooks: functions told of each promise's life. The engine is asked once, for all of them.

const { ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice } = primordials;

const engine = require('internal/engine');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const lists = { __proto__: null, init: [], before: [], after: [], settled: [] };
let listening = false;

function tell(list, promise, parent) {
  for (let i = 0; i < list.length; i++) list[i](promise, parent);
}

function listen() {
  if (listening) return;
  listening = true;
  engine.setPromiseHooks(
    (promise, parent) => tell(lists.init, promise, parent), (promise) => tell(lists.before, promise),
    (promise) => tell(lists.after, promise), (promise) => tell(lists.settled, promise));
}

// An async function would make promises of its own at each call.
function check(hook, name) {
  validateFunction(hook, name);
  if (engine.types.isAsyncFunction(hook)) throw new ERR_INVALID_ARG_TYPE(name, 'Function', hook);
}

function add(kind, hook, name) {
  check(hook, name);
  listen();
  ArrayPrototypePush(lists[kind], hook);
  return () => {
    const index = ArrayPrototypeIndexOf(lists[kind], hook);
    if (index !== -1) ArrayPrototypeSplice(lists[kind], index, 1);
  };
}

function createHook({ init, before, after, settled } = {}) {
  const given = { __proto__: null, init, before, after, settled };
  const names = { __proto__: null, init: 'initHook', before: 'beforeHook', after: 'afterHook', settled: 'settledHook' };
  for (const kind in given) if (given[kind] !== undefined) check(given[kind], names[kind]);
  const stops = [];
  for (const kind in given) if (given[kind] !== undefined) ArrayPrototypePush(stops, add(kind, given[kind], names[kind]));
  return () => { for (let i = 0; i < stops.length; i++) stops[i](); };
}

module.exports = {
  createHook,
  onInit: (hook) => add('init', hook, 'initHook'),
  onBefore: (hook) => add('before', hook, 'beforeHook'),
  onAfter: (hook) => add('after', hook, 'afterHook'),
  onSettled: (hook) => add('settled', hook, 'settledHook'),
};
