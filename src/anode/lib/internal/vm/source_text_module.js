'use strict';

// vm.SourceTextModule: a module that is compiled from a text.

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypeIncludes, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSplice, ObjectFreeze,
  PromisePrototypeThen, PromiseResolve, RegExpPrototypeExec, SafeMap, SafePromiseAllReturnArrayLike, SafeWeakRef,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MODULE_LINK_MISMATCH, ERR_VM_MODULE_CACHED_DATA_REJECTED,
    ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA, ERR_VM_MODULE_DIFFERENT_CONTEXT, ERR_VM_MODULE_LINK_FAILURE, ERR_VM_MODULE_NOT_MODULE,
    ERR_VM_MODULE_STATUS,
  },
} = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const cachedData = require('internal/vm/cached_data');
const { USE_MAIN_CONTEXT_DEFAULT_LOADER, importerFor } = require('internal/vm/dynamic_import');
const { Handle, Module, Steps, ask, isModule, kHandle, kLink, LINKED, UNLINKED } = require('internal/vm/module');
const { HOLDER, IMPORT, META, forModule } = require('internal/vm/module_source');
const { actions } = require('internal/vm/native');

const { COMPILE, REQUESTS, LINK, INSTANTIATE, IS_GRAPH_ASYNC } = actions;

const phases = ['source', 'defer', 'evaluation'];

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

module.exports = { SourceTextModule };
