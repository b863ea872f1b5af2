'use strict';

// The program's side of asynchronous hooks. The hooks run on a thread of their own (hooks_thread.js), which is asked; a synchronous
// question blocks until the answer comes.

const { AtomicsWait, Promise, SafeMap } = primordials;

const { importConditions } = require('internal/modules/esm/load');
const sync = require('internal/modules/hooks');
const { kHooks } = require('internal/worker/program');

const NEVER = 'never settled';
const WAIT_MS = 0.2;  // the interval at which a blocked question looks for its answer

const { SharedArrayBuffer } = globalThis;

let worker;
let port;
let active = false;
let lastId = 0;
const pending = new SafeMap();  // id -> { resolve, reject } of asynchronous questions

function start() {
  const { MessageChannel } = require('internal/worker/io');
  const { Worker } = require('internal/worker');
  const channel = new MessageChannel();
  port = channel.port1;
  worker = new Worker(kHooks, { workerData: channel.port2, transferList: [channel.port2], trackUnmanagedFds: false });
  worker.unref();
  worker.on('exit', (code) => process.exit(code));
  port.on('message', receive);
  port.unref();
}

function receive(message) {
  if (message.exit !== undefined) process.exit(message.exit);
  const { id } = message;
  const asked = pending.get(id);
  if (asked === undefined) return;
  pending.delete(id);
  if (pending.size === 0) port.unref();
  // An answer that will never come leaves the promise pending.
  if (message.failure === NEVER) return;
  if (message.failure !== undefined) asked.reject(restore(message.failure));
  else asked.resolve(message.value);
}

const restore = (failure) => require('internal/worker/errors').restoreError(failure);

function post(method, args, transferList = []) {
  if (worker === undefined) start();
  const id = ++lastId;
  port.postMessage({ id, method, args }, transferList);
  return id;
}

function ask(method, ...args) {
  const id = post(method, args);
  port.ref();
  return new Promise((resolve, reject) => { pending.set(id, { __proto__: null, resolve, reject }); });
}

let clock;
function askNow(method, args, transferList) {
  const { receiveMessageOnPort } = require('internal/worker/io');
  const id = post(method, args, transferList);
  clock ??= new primordials.Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const found = receiveMessageOnPort(port);
    if (found === undefined) {
      AtomicsWait(clock, 0, 0, WAIT_MS);
      continue;
    }
    const { message } = found;
    if (message.id !== id) {
      receive(message);
      continue;
    }
    if (message.failure === NEVER) {
      const { codes: { ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED } } = require('internal/errors');
      throw new ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED();
    }
    if (message.failure !== undefined) throw restore(message.failure);
    return message.value;
  }
}

// ---- called by the loader ----

// Hooks of registerHooks() come first. They are synchronous, so the asynchronous hooks behind them must be waited for.
function resolve(specifier, parentURL, attributes) {
  if (sync.hasResolvers()) return resolveSync(specifier, parentURL, attributes);
  return ask('resolve', specifier, parentURL, { ...attributes });
}

function resolveSync(specifier, parentURL, attributes) {
  const behind = (asked, context) => {
    const found = askNow('resolve', [asked, context.parentURL, { ...context.importAttributes }]);
    return { url: found.url, format: found.format, importAttributes: found.attributes };
  };
  const context = { parentURL, importAttributes: { __proto__: null, ...attributes }, conditions: importConditions() };
  const found = sync.hasResolvers() ? sync.resolveWith(specifier, context, behind) : behind(specifier, context);
  return { __proto__: null, url: found.url, format: found.format, attributes: found.importAttributes ?? attributes };
}

function load(url, format, attributes) {
  if (sync.hasLoaders()) return loadSync(url, format, attributes);
  return ask('load', url, format, { ...attributes });
}

function loadSync(url, format, attributes) {
  const behind = (asked, context) => askNow('load', [asked, context.format, { ...context.importAttributes }]);
  const context = { format, importAttributes: { __proto__: null, ...attributes }, conditions: importConditions() };
  return sync.hasLoaders() ? sync.loadWith(url, context, behind) : behind(url, context);
}

function register(specifier, parentURL, data, transferList) {
  active = true;
  askNow('register', [`${specifier}`, `${parentURL}`, data], transferList);
}

// --experimental-loader, one after the other, each through those before it.
function registerFromCommandLine(specifiers) {
  const parent = require('internal/url').pathToFileURL(`${process.cwd()}/`).href;
  for (let i = 0; i < specifiers.length; i++) register(specifiers[i], parent, undefined);
}

module.exports = { NEVER, isActive: () => active, load, loadSync, register, registerFromCommandLine, resolve, resolveSync };
