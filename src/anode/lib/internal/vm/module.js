'use strict';

// vm.SourceTextModule and vm.SyntheticModule: modules that a program links by hand. They are V8's own (internal/vm/native.js), of the main context.

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypeIncludes, ArrayPrototypeIndexOf, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSome, ArrayPrototypeSplice, ObjectDefineProperty, ObjectFreeze,
  ObjectGetPrototypeOf, ObjectSetPrototypeOf, PromisePrototypeThen, PromiseReject, PromiseResolve, ReflectApply, RegExpPrototypeExec,
  SafeFinalizationRegistry, SafeMap, SafePromiseAllReturnArrayLike, SafeWeakMap, SafeWeakRef, Symbol, SymbolToStringTag, TypeError,
} = primordials;

const {
  codes: {
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MODULE_LINK_MISMATCH, ERR_VM_MODULE_ALREADY_LINKED,
    ERR_VM_MODULE_CACHED_DATA_REJECTED, ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA, ERR_VM_MODULE_DIFFERENT_CONTEXT, ERR_VM_MODULE_LINK_FAILURE,
    ERR_VM_MODULE_NOT_MODULE, ERR_VM_MODULE_STATUS,
  },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInt32, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { customInspectSymbol, emitExperimentalWarning, kEmptyObject } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const cachedData = require('internal/vm/cached_data');
const contexts = require('internal/vm/context');
const { importerFor, USE_MAIN_CONTEXT_DEFAULT_LOADER } = require('internal/vm/dynamic_import');
const { HOLDER, IMPORT, META, forModule } = require('internal/vm/module_source');
const { actions, native, runInterruptible } = require('internal/vm/native');

const { COMPILE, REQUESTS, LINK, INSTANTIATE, EVALUATE, NAMESPACE, STATUS, EXCEPTION, IS_GRAPH_ASYNC, SYNTHESIZE, SET_EXPORT, RELEASE } = actions;

const names = ['unlinked', 'linking', 'linked', 'evaluating', 'evaluated', 'errored'];  // by V8's numbers
const UNLINKED = 0, LINKED = 2, EVALUATED = 4, ERRORED = 5;
const phases = ['source', 'defer', 'evaluation'];

const ask = (action, ...values) => native('vm.Module')(action, ...values);

const dropped = new SafeFinalizationRegistry((id) => ask(RELEASE, id));
const bySteps = new SafeMap();  // number of a synthetic module -> WeakRef of what has its steps
const droppedSteps = new SafeFinalizationRegistry((id) => bySteps.delete(id));

function synthesize(name, exportNames, owner) {
  const id = ask(SYNTHESIZE, name, exportNames, (which) => {
    bySteps.get(which)?.deref()?.steps();
    return PromiseResolve();
  });
  bySteps.set(id, new SafeWeakRef(owner));
  droppedSteps.register(owner, id);
  dropped.register(owner, id);
  return id;
}

// What an engine's module is for whoever holds it.
class Handle {
  constructor(id) {
    this.id = id;
    dropped.register(this, id);
  }
  get status() { return ask(STATUS, this.id); }
}

// A synthetic module: its number, and the function that sets its exports.
class Steps {
  constructor(name, exportNames, steps) {
    this.id = synthesize(name, exportNames, this);
    this.steps = steps;
    ask(INSTANTIATE, this.id);
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

class Module {
  #handle;
  #identifier;
  #context;

  constructor(options) {
    emitExperimentalWarning('VM Modules');
    // eslint-disable-next-line no-restricted-syntax
    if (new.target === Module) throw new TypeError('Module is not a constructor');
    const { context, identifier } = options;
    if (context !== undefined) {
      validateObject(context, 'context');
      if (contexts.contextOf(context) === undefined) throw new ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
    }
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    this.#context = context;
    this.#identifier = identifier ?? nextIdentifier(context);
    this.#handle = options.make(this.#identifier, this);
  }

  static holds(object) { return #handle in object; }

  static #check(value) {
    if (!isModule(value)) throw new ERR_INVALID_THIS('Module');
  }

  get [kHandle]() { return this.#handle; }

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
    return ask(NAMESPACE, this.#handle.id);
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
    ask(INSTANTIATE, this.#handle.id);
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
      // The names that a module of another context is to find cannot be put before those of the program itself.
      if (this.#context !== undefined && this instanceof SourceTextModule) {
        throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('options.context of vm.SourceTextModule');
      }
      const call = native('vm.Module');
      if (timeout === undefined && !breakOnSigint) return call(EVALUATE, id);
      return runInterruptible(() => call(EVALUATE, id), timeout ?? 0, breakOnSigint);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  [customInspectSymbol](depth, options) {
    Module.#check(this);
    if (typeof depth === 'number' && depth < 0) return `[${this.constructor?.name ?? 'Module'}]`;
    const shown = { __proto__: { constructor: this.constructor ?? Module }, status: this.status, identifier: this.identifier, context: this.context };
    ObjectSetPrototypeOf(shown, ObjectGetPrototypeOf(this));
    ObjectDefineProperty(shown, SymbolToStringTag, { __proto__: null, value: this.constructor?.name ?? 'Module', configurable: true });
    return require('internal/util/inspect').inspect(shown, { ...options, customInspect: false });
  }
}

function readRequests(id) {
  const requests = [];
  const rows = ask(REQUESTS, id);
  let holder = -1;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row[0] === HOLDER) {
      holder = i;
      continue;
    }
    const attributes = { __proto__: null };
    for (let j = 2; j < row.length; j += 2) attributes[row[j]] = row[j + 1];
    ArrayPrototypePush(requests, ObjectFreeze({ __proto__: null, specifier: row[0], attributes: ObjectFreeze(attributes), phase: phases[row[1]] }));
  }
  return { __proto__: null, requests: ObjectFreeze(requests), holder };
}

class SourceTextModule extends Module {
  #source;
  #text;
  #requests;
  #holder = undefined;       // what gives the text its import() and import.meta
  #holderAt;
  #linked = undefined;       // the modules its requests stand for, kept alive
  #dependencies = undefined;
  #failure = undefined;      // { error } of linking
  #linking = false;

  constructor(sourceText, options = kEmptyObject) {
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const { lineOffset = 0, columnOffset = 0, initializeImportMeta, importModuleDynamically, context, identifier, cachedData: cached } = options;
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    if (importModuleDynamically !== undefined && importModuleDynamically !== USE_MAIN_CONTEXT_DEFAULT_LOADER) {
      validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    if (cached !== undefined && !isArrayBufferView(cached)) {
      throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cached);
    }
    const { text, before } = forModule(sourceText);
    super({
      context, identifier,
      make: (name) => new Handle(ask(COMPILE, text, name, lineOffset, columnOffset - before)),
    });
    if (cached !== undefined && !cachedData.accepts(cached, sourceText)) throw new ERR_VM_MODULE_CACHED_DATA_REJECTED();
    this.#source = sourceText;
    this.#text = text;
    const { requests, holder } = readRequests(this[kHandle].id);
    this.#requests = requests;
    this.#holderAt = holder;
    if (holder !== -1) this.#holder = this.#makeHolder(initializeImportMeta, importModuleDynamically);
  }

  #makeHolder(initializeImportMeta, importModuleDynamically) {
    const self = new SafeWeakRef(this);
    const holder = new Steps(HOLDER, [IMPORT, META], () => {
      const module = self.deref();
      const meta = { __proto__: null };
      if (initializeImportMeta !== undefined) initializeImportMeta(meta, module);
      holder.set(META, meta);
      holder.set(IMPORT, importerFor(importModuleDynamically, module, module.identifier));
    });
    return holder;
  }

  #connect(modules) {
    const ids = ArrayPrototypeMap(modules, (module) => module[kHandle].id);
    if (this.#holderAt !== -1) ArrayPrototypeSplice(ids, this.#holderAt, 0, this.#holder.id);
    ask(LINK, this[kHandle].id, ids);
    this.#linked = modules;
  }

  // Asks for every request at once; what is found is linked with the same linker.
  async [kLink](linker) {
    this.#linking = true;
    try {
      const found = ArrayPrototypeMap(this.#requests, ({ specifier, attributes }) => {
        const answer = linker(specifier, this, { attributes, assert: attributes });
        return PromisePrototypeThen(PromiseResolve(answer), async (module) => {
          this.#accept(specifier, module);
          if (module.status === 'unlinked') await module[kLink](linker);
          return module;
        });
      });
      this.#connect(await SafePromiseAllReturnArrayLike(found));
    } catch (error) {
      this.#failure = { __proto__: null, error };
      throw error;
    } finally {
      this.#linking = false;
    }
  }

  #accept(specifier, module) {
    if (!isModule(module)) throw new ERR_VM_MODULE_NOT_MODULE();
    if (module.context !== this.context) throw new ERR_VM_MODULE_DIFFERENT_CONTEXT();
    if (module.status === 'errored') {
      throw new ERR_VM_MODULE_LINK_FAILURE(`request for '${specifier}' resolved to an errored module`, module.error);
    }
  }

  linkRequests(modules) {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SourceTextModule');
    if (this.status !== 'unlinked') throw new ERR_VM_MODULE_STATUS('must be unlinked');
    if (!ArrayIsArray(modules)) throw new ERR_INVALID_ARG_TYPE('modules', 'Array', modules);
    if (modules.length !== this.#requests.length) {
      throw new ERR_MODULE_LINK_MISMATCH(`Expected ${this.#requests.length} modules, got ${modules.length}`);
    }
    ArrayPrototypeForEach(modules, (module, i) => this.#accept(this.#requests[i].specifier, module));
    this.#connect(ArrayPrototypeMap(modules, (module) => module));
  }

  instantiate() {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SourceTextModule');
    if (this[kHandle].status !== UNLINKED) throw new ERR_VM_MODULE_STATUS('must be unlinked');
    if (this.#linked === undefined) throw new ERR_VM_MODULE_LINK_FAILURE('module is not linked', undefined);
    ask(INSTANTIATE, this[kHandle].id);
  }

  get moduleRequests() { return this.#requests; }

  get dependencySpecifiers() {
    return this.#dependencies ??= ObjectFreeze(ArrayPrototypeMap(this.#requests, (request) => request.specifier));
  }

  get status() {
    if (isModule(this)) {
      if (this.#failure !== undefined) return 'errored';
      if (this.#linking) return 'linking';
    }
    return super.status;
  }

  get error() {
    if (isModule(this) && this.#failure !== undefined) return this.#failure.error;
    return super.error;
  }

  hasAsyncGraph() {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SourceTextModule');
    if (this[kHandle].status < LINKED) throw new ERR_VM_MODULE_STATUS('must be instantiated');
    return ask(IS_GRAPH_ASYNC, this[kHandle].id) === 1;
  }

  // V8 tells it of a graph. In the graph of a copy, whose requests are all met with modules that await nothing, it is about this one alone.
  hasTopLevelAwait() {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SourceTextModule');
    const wanted = new SafeMap();  // specifier -> names it must export
    for (;;) {
      const copy = new Handle(ask(COMPILE, this.#text, this.identifier, 0, 0));
      const rows = ask(REQUESTS, copy.id);
      const met = ArrayPrototypeMap(rows, (row) => new Steps(row[0], wanted.get(row[0]) ?? [], () => {}));
      ask(LINK, copy.id, ArrayPrototypeMap(met, (module) => module.id));
      try {
        ask(INSTANTIATE, copy.id);
        return ask(IS_GRAPH_ASYNC, copy.id) === 1;
      } catch (error) {
        const missing = RegExpPrototypeExec(/^The requested module '([^]*)' does not provide an export named '([^]*)'$/, `${error?.message}`);
        if (missing === null) throw error;
        const known = wanted.get(missing[1]) ?? [];
        if (ArrayPrototypeIncludes(known, missing[2])) throw error;
        ArrayPrototypePush(known, missing[2]);
        wanted.set(missing[1], known);
      }
    }
  }

  createCachedData() {
    const { status } = this;
    if (status === 'evaluating' || status === 'evaluated' || status === 'errored') throw new ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA();
    return cachedData.produce(this.#source);
  }
}

class SyntheticModule extends Module {
  constructor(exportNames, evaluateCallback, options = kEmptyObject) {
    if (!ArrayIsArray(exportNames) || ArrayPrototypeSome(exportNames, (name) => typeof name !== 'string')) {
      throw new ERR_INVALID_ARG_TYPE('exportNames', 'Array of unique strings', exportNames);
    }
    ArrayPrototypeForEach(exportNames, (name, i) => {
      if (ArrayPrototypeIndexOf(exportNames, name, i + 1) !== -1) throw new ERR_INVALID_ARG_VALUE(`exportNames.${name}`, name, 'is duplicated');
    });
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    const { context, identifier } = options;
    super({
      context, identifier,
      make: (name, module) => {
        const self = new SafeWeakRef(module);
        return new Steps(name, ArrayPrototypeMap(exportNames, (each) => each), () => ReflectApply(evaluateCallback, self.deref(), []));
      },
    });
  }

  // It has been linked from the beginning.
  async link() {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SyntheticModule');
  }

  async [kLink]() {}

  setExport(name, value) {
    if (!isModule(this) || !(this[kHandle] instanceof Steps)) throw new ERR_INVALID_THIS('SyntheticModule');
    validateString(name, 'name');
    this[kHandle].set(name, value);
  }
}

module.exports = { Module, SourceTextModule, SyntheticModule, isModule };
