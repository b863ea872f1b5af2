'use strict';

// This isolate's inspector at work: messages of other threads, the console, asynchronous tasks, contexts, the end of the program.

const { FunctionPrototypeBind, JSONStringify, ObjectDefineProperty, SafeArrayIterator, ObjectKeys } = primordials;

const { actions, call, native } = require('internal/inspector/native');
const loader = require('internal/bootstrap/loader');

const ops = binding('inspector');

let prepared = false, started = false;

// Enough for sessions of internal files.
function prepare() {
  if (prepared) return;
  native();
  prepared = true;
  call(actions.LISTEN, extendConsole, (depth) => require('internal/inspector/async_hook').toggle(depth), toggleNetwork, finish);
  const reminder = ops.reminder();
  binding.attach(reminder, () => call(actions.DRAIN));
  loader.beforeEnd = () => call(actions.CLOSE);
  const { setInspector } = require('internal/process/execution');
  setInspector({ __proto__: null, leave, thrown, finish });
}

// Writes the profiles that are asked for. A worker comes here also where it is terminated.
function finish() {
  require('internal/inspector/profiles').finish();
}

function start() {
  if (started) return;
  prepare();
  started = true;
  wrapConsole();
  const contexts = require('internal/vm/contexts');
  contexts.watch((global, name) => call(actions.ADD_CONTEXT, global, name));
}

// The program has ended: debuggers hear of it, and the process waits until they have gone.
function leave() {
  finish();
  call(actions.LEAVE);
}

function thrown(error) {
  if (ops.url() === undefined || ops.url() === null) return;
  call(actions.THROWN, error);
  call(actions.LEAVE);
}

// ---- the console ----

// What an expression of a debugger's console has besides the globals.
function extendConsole(target) {
  if (target.require !== undefined) return;
  const { Module } = require('internal/modules/cjs/module');
  const { makeRequireFunction } = require('internal/modules/helpers');
  const module = new Module('<inspector console>');
  const inFolder = Module._nodeModulePaths(process.cwd());
  module.paths = [...new SafeArrayIterator(inFolder), ...new SafeArrayIterator(Module.globalPaths)];
  target.require = makeRequireFunction(module);
}

// Each method of the console tells V8's inspector, too. Native functions do that, so that a debugger sees the caller on top of the stack.
function wrapConsole() {
  const console = require('internal/console/global');
  const { console: engineConsole } = require('internal/engine');
  const names = ObjectKeys(engineConsole);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const own = console[name];
    if (typeof own !== 'function' || own === engineConsole[name]) continue;
    const both = FunctionPrototypeBind(native(), undefined, actions.CONSOLE, engineConsole[name], own);
    ObjectDefineProperty(both, 'name', { __proto__: null, value: name, configurable: true });
    ObjectDefineProperty(both, 'length', { __proto__: null, value: own.length, configurable: true });
    console[name] = both;
  }
}

// ---- events ----

function tell(method, params) {
  if (prepared) call(actions.TELL, method, JSONStringify(params));
}

function toggleNetwork(on) {
  if (!require('internal/options').getOptionValue('--experimental-network-inspection')) return;
  const tracking = require('internal/inspector/network_tracking');
  if (on) tracking.enable();
  else tracking.disable();
}

// Calls a function; a debugger that is connected pauses at its first statement.
function callAndPauseOnStart(fn, receiver, args) {
  start();
  return call(actions.CALL_AND_PAUSE, fn, receiver, args);
}

function waitForDebugger() {
  call(actions.WAIT);
}

// ---- sessions ----

function connect(onMessage) {
  start();
  return connectInternally(onMessage);
}

function connectInternally(onMessage) {
  prepare();
  const session = call(actions.CONNECT, onMessage);
  if (session !== 0) return session;
  const { codes: { ERR_INSPECTOR_NOT_AVAILABLE } } = require('internal/errors');
  const error = new ERR_INSPECTOR_NOT_AVAILABLE();
  error.message += ' in a function that Python calls directly: connect in a callback of the event loop, such as that of setImmediate';
  throw error;
}

function connectToMainThread(onMessage) {
  start();
  return call(actions.CONNECT_MAIN, onMessage);
}

module.exports = {
  callAndPauseOnStart, connect, connectInternally,
  prepare, waitAtStart: () => call(actions.WAIT_AT_START), connectToMainThread, start, tell, waitForDebugger,
  dispatch: (session, text) => call(actions.DISPATCH, session, text),
  disconnect: (session) => call(actions.DISCONNECT, session),
  tellNetwork: (name, params, isText, data) => {
    if (prepared) call(actions.TELL_NETWORK, name, JSONStringify(params), isText ? 1 : 0, data);
  },
};
