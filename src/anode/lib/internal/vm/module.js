'use strict';

// vm.Module: the common part of modules that a program links by hand. They are V8's own (internal/vm/native.js).

const {
  ObjectDefineProperty, ObjectGetPrototypeOf, ObjectSetPrototypeOf, Promise, PromisePrototypeThen, PromiseReject,
  SafeFinalizationRegistry, SafeWeakMap, SafeWeakRef, Symbol, SymbolToStringTag, TypeError,
} = primordials;

const {
  codes: {
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_VM_MODULE_ALREADY_LINKED, ERR_VM_MODULE_STATUS,
  },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateObject, validateString, validateUint32 } = require('internal/validators');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { kEmptyObject } = require('internal/util/frozen');
const contexts = require('internal/vm/contexts');
const { forgetSteps, synthesize: makeSynthetic } = require('internal/modules/esm/native');
const { actions, has, native, runInterruptible } = require('internal/vm/native');

const {
  INSTANTIATE, INSTANTIATE_IN, EVALUATE, EVALUATE_IN, NAMESPACE, NAMESPACE_IN, STATUS, EXCEPTION, SET_EXPORT, RELEASE,
} = actions;

const names = ['unlinked', 'linking', 'linked', 'evaluating', 'evaluated', 'errored'];  // by V8's numbers
const { Status: { ERRORED, EVALUATED, LINKED, UNLINKED } } = binding('vm');

const ask = (action, ...values) => native('modules', 'vm.Module')(action, ...values);

// An action on a module in a context; in the program's own where that is undefined.
function askIn(context, action, id) {
  if (context === undefined || !has('contexts')) return ask(action, id);
  const there = action === INSTANTIATE ? INSTANTIATE_IN : action === EVALUATE ? EVALUATE_IN : NAMESPACE_IN;
  return ask(there, id, context.global);
}

const dropped = new SafeFinalizationRegistry((id) => ask(RELEASE, id));
const droppedSteps = new SafeFinalizationRegistry(forgetSteps);

function synthesize(name, exportNames, owner) {
  const own = new SafeWeakRef(owner);
  const id = makeSynthetic(name, exportNames, () => own.deref()?.steps());
  droppedSteps.register(owner, id);
  dropped.register(owner, id);
  return id;
}

// An engine's module, until this object is dropped.
class Handle {
  constructor(id) {
    this.id = id;
    dropped.register(this, id);
  }
  get status() { return ask(STATUS, this.id); }
}

// A synthetic module: its number, and the function that sets its exports.
class Steps {
  constructor(name, exportNames, steps, context) {
    this.id = synthesize(name, exportNames, this);
    this.steps = steps;
    askIn(context, INSTANTIATE, this.id);
  }
  get status() { return ask(STATUS, this.id); }
  set(name, value) { ask(SET_EXPORT, this.id, name, value); }
}

let counted = 0;
const countedByContext = new SafeWeakMap();

function nextIdentifier(context) {
  if (context === undefined) return `vm:module(${counted++})`;
  const count = countedByContext.get(context) ?? 0;
  countedByContext.set(context, count + 1);
  return `vm:module(${count})`;
}

const isModule = (object) => object !== null && typeof object === 'object' && Module.holds(object);

const kLink = Symbol('link');
const kHandle = Symbol('handle');
const kInstantiate = Symbol('instantiate');

class Module {
  #handle;
  #identifier;
  #context;
  #realm;      // the Context behind it

  constructor(options) {
    emitExperimentalWarning('VM Modules');
    if (new.target === Module) throw new TypeError('Module is not a constructor');
    const { context, identifier } = options;
    if (context !== undefined) {
      validateObject(context, 'context');
      if (contexts.contextOf(context) === undefined) throw new ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
    }
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    this.#context = context;
    this.#identifier = identifier ?? nextIdentifier(context);
    this.#realm = context === undefined ? undefined : contexts.contextOf(context);
    this.#handle = options.make(this.#identifier, this, this.#realm);
  }

  static holds(object) { return #handle in object; }

  static #check(value) {
    if (!isModule(value)) throw new ERR_INVALID_THIS('Module');
  }

  get [kHandle]() { return this.#handle; }

  [kInstantiate]() { askIn(this.#realm, INSTANTIATE, this.#handle.id); }

  get identifier() {
    Module.#check(this);
    return this.#identifier;
  }

  get context() {
    Module.#check(this);
    return this.#context;
  }

  get namespace() {
    Module.#check(this);
    if (this.#handle.status < LINKED) throw new ERR_VM_MODULE_STATUS('must not be unlinked or linking');
    return askIn(this.#realm, NAMESPACE, this.#handle.id);
  }

  get status() {
    Module.#check(this);
    return names[this.#handle.status];
  }

  get error() {
    Module.#check(this);
    if (this.#handle.status !== ERRORED) throw new ERR_VM_MODULE_STATUS('must be errored');
    return ask(EXCEPTION, this.#handle.id);
  }

  async link(linker) {
    Module.#check(this);
    validateFunction(linker, 'linker');
    if (this.status === 'linked') throw new ERR_VM_MODULE_ALREADY_LINKED();
    if (this.status !== 'unlinked') throw new ERR_VM_MODULE_STATUS('must be unlinked');
    await this[kLink](linker);
    this[kInstantiate]();
  }

  evaluate(options = kEmptyObject) {
    try {
      Module.#check(this);
      validateObject(options, 'options');
      const { timeout, breakOnSigint = false } = options;
      if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
      validateBoolean(breakOnSigint, 'options.breakOnSigint');
      const { status, id } = this.#handle;
      if (status !== LINKED && status !== EVALUATED && status !== ERRORED) {
        throw new ERR_VM_MODULE_STATUS('must be one of linked, evaluated, or errored');
      }
      // A module cannot run in an emulated context: its names would be looked up in the program's own globals.
      if (this.#realm !== undefined && this.#handle instanceof Handle && !has('contexts')) {
        throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('options.context of vm.SourceTextModule');
      }
      if (timeout === undefined && !breakOnSigint) return this.#evaluate(id);
      return runInterruptible(() => this.#evaluate(id), timeout ?? 0, breakOnSigint);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  #evaluate(id) {
    const inner = askIn(this.#realm, EVALUATE, id);
    if (!this.#realm?.ownMicrotasks) return inner;
    // The jobs of this promise are the program's own, so that it can await them.
    const outer = new Promise((resolve, reject) => PromisePrototypeThen(inner, resolve, reject));
    this.#realm.runMicrotasks();
    return outer;
  }

  [customInspectSymbol](depth, options) {
    Module.#check(this);
    if (typeof depth === 'number' && depth < 0) return `[${this.constructor?.name ?? 'Module'}]`;
    const shown = {
      __proto__: { constructor: this.constructor ?? Module }, status: this.status, identifier: this.identifier,
      context: this.context,
    };
    ObjectSetPrototypeOf(shown, ObjectGetPrototypeOf(this));
    ObjectDefineProperty(shown, SymbolToStringTag, { __proto__: null, value: this.constructor?.name ?? 'Module', configurable: true });
    return require('internal/util/inspect').inspect(shown, { ...options, customInspect: false });
  }
}

module.exports = { Handle, LINKED, Module, Steps, UNLINKED, ask, isModule, kHandle, kInstantiate, kLink };
