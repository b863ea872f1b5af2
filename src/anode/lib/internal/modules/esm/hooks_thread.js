'use strict';

// The thread of hooks: it answers what hooks_client.js asks, one request at a time or several at once, as its hooks let it.

const { PromisePrototypeThen, PromiseResolve, SafeSet } = primordials;

const { NEVER } = require('internal/modules/esm/hooks_client');

const underWay = new SafeSet();
let port;

function run(given) {
  const hooks = require('internal/modules/esm/hooks');
  const loader = require('internal/modules/esm/loader');
  loader.useOwnHooks(hooks);
  port = given;
  port.on('message', ({ id, method, args }) => {
    underWay.add(id);
    port.unref();  // while something is under way, what it waits for keeps the thread alive, or nothing does
    const answer = method === 'register' ? hooks.register : hooks[method];
    PromisePrototypeThen(PromiseResolve(start(answer, args)), (value) => reply(id, { id, value }), (error) => fail(id, error));
  });
  // Nothing goes on any more: what is under way will never be settled.
  process.on('beforeExit', () => {
    for (const id of underWay) reply(id, { id, failure: NEVER });
    port.ref();
  });
  process.on('exit', (exit) => port.postMessage({ exit }));
}

async function start(answer, args) {
  return await answer(args[0], args[1], args[2]);
}

function fail(id, error) {
  reply(id, { id, failure: require('internal/worker/errors').describeError(error) });
}

function reply(id, message) {
  if (!underWay.delete(id)) return;
  if (underWay.size === 0) port.ref();
  try {
    port.postMessage(message);
  } catch (error) {
    port.postMessage({ id, failure: require('internal/worker/errors').describeError(error) });
  }
}

module.exports = { run };
