'use strict';

// The thread of asynchronous hooks. It answers the questions of hooks_client.js, several at once if hooks await.

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
    port.unref();  // while a question is open, only the work of its hooks keeps the thread alive
    const answer = method === 'register' ? hooks.register : hooks[method];
    PromisePrototypeThen(PromiseResolve(start(answer, args)), (value) => reply(id, { id, value }), (error) => fail(id, error));
  });
  // The loop is empty: the open questions will never be answered.
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
