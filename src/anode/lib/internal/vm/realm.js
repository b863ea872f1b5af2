'use strict';

// The contexts of node:vm: V8's own (engine/v8/vm/contexts.py), each with intrinsics of its own.

const { ObjectGetPrototypeOf, SafeFinalizationRegistry, SafeSet, SafeWeakRef, Uint8Array } = primordials;

const { kEmptyObject } = require('internal/util/frozen');
const { contexts: hooked, hooksForEngine } = require('internal/v8/promise_hooks');
const { actions, native } = require('internal/vm/native');
const { getOptionValue } = require('internal/options');

const { CREATE_CONTEXT, DRAIN, LISTEN_CONTEXTS, PROMISE_HOOKS, RELEASE_QUEUE } = actions;
const { ContextFlag: { DELAYED, NO_STRINGS, NO_WASM } } = binding('vm');

let listening = false;
const alive = new SafeSet();  // weak references to the contexts that have not been collected
const collected = new SafeFinalizationRegistry(({ reference, queue }) => {
  alive.delete(reference);
  if (queue !== 0) ask(RELEASE_QUEUE, queue);
});

function ask(action, a, b) {
  return native('contexts', 'vm.createContext()')(action, a, b);
}

// Gives V8 the functions that handle accesses to global objects, once.
function listen() {
  if (listening) return;
  const { start, set, query, remove, define, describe, enumerate } = require('internal/vm/handlers');
  const { prepareIn } = require('internal/process/stacks');
  const call = native('contexts', 'vm.createContext()');
  start(new Uint8Array(call(LISTEN_CONTEXTS, set, query, remove, define, describe, enumerate, prepareIn)));
  hooked.follow = () => {
    for (const reference of alive) reference.deref()?.followHooks();
  };
  listening = true;
}

// The Object.prototype of a global object's context, whatever its sandbox has.
function lastPrototype(object) {
  for (let above = object; above !== null; above = ObjectGetPrototypeOf(object)) object = above;
  return object;
}

class Context {
  // Without a sandbox the context's global object is an ordinary one.
  constructor(sandbox, { ownMicrotasks = false, codeGeneration: { strings = true, wasm = true } = kEmptyObject, importModuleDynamically }) {
    listen();
    const flags = (ownMicrotasks ? DELAYED : 0) | (strings ? 0 : NO_STRINGS) | (wasm ? 0 : NO_WASM);
    const { 0: global, 1: witness, 2: queue } = ask(CREATE_CONTEXT, sandbox, flags);
    const disabled = getOptionValue('--disable-proto');
    if (disabled) require('internal/process/disable_proto').disableProto(disabled, lastPrototype(global));
    this.global = global;
    this.hasHooks = false;
    this.ownMicrotasks = ownMicrotasks;  // whether its microtasks run only after a script or module of it
    const reference = new SafeWeakRef(this);
    alive.add(reference);
    collected.register(witness, { __proto__: null, reference, queue });
    this.followHooks();
    this.importer = importModuleDynamically;
    this.contextified = sandbox ?? global;
  }

  // Gives its promises the hooks that the program's own have.
  followHooks() {
    const hooks = hooksForEngine();
    if (!this.hasHooks && hooks[0] === undefined && hooks[1] === undefined && hooks[2] === undefined && hooks[3] === undefined) return;
    this.hasHooks = true;
    native('contexts', 'vm.createContext()')(PROMISE_HOOKS, this.global, hooks[0], hooks[1], hooks[2], hooks[3]);
  }

  runMicrotasks() {
    ask(DRAIN, this.global);
  }
}

// Calls `callback` with each context that has not been collected.
function forEach(callback) {
  for (const reference of alive) {
    const context = reference.deref();
    if (context !== undefined) callback(context);
  }
}

module.exports = { Context, listen, forEach, count: () => alive.size };
