'use strict';

// vm.SourceTextModule: a module that is compiled from a text.

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypeIncludes, ArrayPrototypeMap, ArrayPrototypePush, ObjectFreeze,
  PromisePrototypeThen, PromiseResolve, RegExpPrototypeExec, SafeFinalizationRegistry, SafeMap, SafePromiseAllReturnArrayLike,
  SafeWeakRef,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MODULE_LINK_MISMATCH, ERR_VM_MODULE_CACHED_DATA_REJECTED,
    ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA, ERR_VM_MODULE_DIFFERENT_CONTEXT, ERR_VM_MODULE_LINK_FAILURE, ERR_VM_MODULE_NOT_MODULE,
    ERR_VM_MODULE_STATUS,
  },
} = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { isArrayBufferView } = require('internal/util/types');
const cachedData = require('internal/vm/cached_data');
const { addHost, importers, metas } = require('internal/modules/esm/native');
const { USE_MAIN_CONTEXT_DEFAULT_LOADER, importerFor } = require('internal/vm/dynamic_import');
const { Handle, Module, Steps, ask, isModule, kHandle, kInstantiate, kLink, LINKED, UNLINKED } = require('internal/vm/module');
const { actions, has } = require('internal/vm/native');

const { COMPILE, COMPILE_MODULE_WITH, REQUESTS, LINK, INSTANTIATE, IS_GRAPH_ASYNC, MODULE_CACHE } = actions;

const phases = ['source', 'defer', 'evaluation'];

function readRequests(id) {
  const requests = [];
  const rows = ask(REQUESTS, id);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const attributes = { __proto__: null };
    for (let j = 2; j < row.length; j += 2) attributes[row[j]] = row[j + 1];
    ArrayPrototypePush(
      requests, ObjectFreeze({ __proto__: null, specifier: row[0], attributes: ObjectFreeze(attributes), phase: phases[row[1]] }));
  }
  return ObjectFreeze(requests);
}

// The number of a module, compiled with a code cache if there is one.
function compile(source, name, line, column, host, cached) {
  if (cached === undefined) return ask(COMPILE, source, name, line, column, host);
  if (!has('contexts')) {
    if (!cachedData.accepts(cached, source)) throw new ERR_VM_MODULE_CACHED_DATA_REJECTED();
    return ask(COMPILE, source, name, line, column, host);
  }
  const id = ask(COMPILE_MODULE_WITH, source, name, line, column, host, cached);
  if (id === undefined) throw new ERR_VM_MODULE_CACHED_DATA_REJECTED();
  return id;
}

const dropped = new SafeFinalizationRegistry(({ host, id }) => {
  importers.delete(host);
  metas.delete(id);
});

class SourceTextModule extends Module {
  #source;
  #requests;
  #linked = undefined;       // the modules its requests were resolved to, kept alive
  #dependencies = undefined;
  #failure = undefined;      // { error } of linking
  #linking = false;

  constructor(sourceText, options = kEmptyObject) {
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const {
      lineOffset = 0, columnOffset = 0, initializeImportMeta, importModuleDynamically, context, identifier, cachedData: cached,
    } = options;
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    if (importModuleDynamically !== undefined && importModuleDynamically !== USE_MAIN_CONTEXT_DEFAULT_LOADER) {
      validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    if (cached !== undefined && !isArrayBufferView(cached)) {
      throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cached);
    }
    super({
      context, identifier,
      make: (name, module) => {
        const self = new SafeWeakRef(module);
        const host = addHost((specifier, attributes, phase) =>
          importerFor(importModuleDynamically, self.deref(), name)(specifier, attributes, phase));
        const handle = new Handle(compile(sourceText, name, lineOffset, columnOffset, host, cached));
        const fillMeta = (meta) => initializeImportMeta?.(meta, self.deref());
        metas.set(handle.id, { __proto__: null, fillMeta });
        dropped.register(module, { __proto__: null, host, id: handle.id });
        return handle;
      },
    });
    this.#source = sourceText;
    this.#requests = readRequests(this[kHandle].id);
  }

  #connect(modules) {
    const ids = ArrayPrototypeMap(modules, (module) => module[kHandle].id);
    ask(LINK, this[kHandle].id, ids);
    this.#linked = modules;
  }

  // Asks for every request at once; modules that are found are linked with the same linker.
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
    this[kInstantiate]();
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

  // V8 only tells this of a graph. So a copy is linked with empty modules that await nothing: then the answer is about this module alone.
  hasTopLevelAwait() {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SourceTextModule');
    const wanted = new SafeMap();  // specifier -> names it must export
    for (;;) {
      const copy = new Handle(ask(COMPILE, this.#source, this.identifier, 0, 0, 0));
      const rows = ask(REQUESTS, copy.id);
      const met = ArrayPrototypeMap(rows, (row) => new Steps(row[0], wanted.get(row[0]) ?? [], () => {}));
      ask(LINK, copy.id, ArrayPrototypeMap(met, (module) => module.id));
      try {
        ask(INSTANTIATE, copy.id);
        return ask(IS_GRAPH_ASYNC, copy.id) === 1;
      } catch (error) {
        const missing = RegExpPrototypeExec(
          /^The requested module '([^]*)' does not provide an export named '([^]*)'$/, `${error?.message}`);
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
    if (!has('contexts')) return cachedData.produce(this.#source);
    return require('buffer').Buffer.from(ask(MODULE_CACHE, this[kHandle].id));
  }
}

module.exports = { SourceTextModule };
