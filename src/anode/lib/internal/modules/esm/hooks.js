'use strict';

// Hooks that may wait: those of module.register() and --experimental-loader, and in one chain with them those of module.registerHooks().
// Node runs the hooks of register() on a thread of their own; here they share the program's, but not its modules.

const {
  ArrayPrototypePush, ObjectAssign, ObjectDefineProperty, PromisePrototypeThen, PromiseResolve, ReflectApply,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_INVALID_RETURN_VALUE, ERR_LOADER_CHAIN_INCOMPLETE,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { defaultLoad, defaultResolve, importConditions } = require('internal/modules/esm/load');
const sync = require('internal/modules/hooks');

const registered = [];       // { url, resolve, load } in the order of registering
let initializing = PromiseResolve();

const isActive = () => registered.length > 0;

// ---- the chain ----

// Hooks of one kind, the last registered first; `last` is behind them all. Each is { at, hook }: where it is from.
function chainOf(kind) {
  const chain = [];
  for (let i = 0; i < registered.length; i++) {
    if (registered[i][kind] !== undefined) ArrayPrototypePush(chain, { at: registered[i].url, hook: registered[i][kind] });
  }
  const own = sync.hooksOf(kind);
  for (let i = 0; i < own.length; i++) ArrayPrototypePush(chain, { at: 'registerHooks', hook: own[i] });
  return chain;
}

// Runs a chain: what comes out, and whose error it would be. `check(where, value, context)` looks at what a hook is asked.
async function runChain(kind, last, subject, context, check) {
  const chain = [{ at: `node:internal/modules/esm/${kind}`, hook: last }, ...chainOf(kind)];
  const state = { __proto__: null, at: '', finished: false, short: false };
  const name = kind === 'resolve' ? 'nextResolve' : 'nextLoad';
  const nextFor = (index) => {
    const { at, hook } = chain[index];
    const next = index === 0 ? undefined : nextFor(index - 1);
    return {
      async [name](value = undefined, more) {
        state.at = `${at} '${kind}'`;
        const where = `${state.at} hook's ${name}()`;
        check(where, value, more);
        if (index === 0) state.finished = true;
        if (more) ObjectAssign(context, more);
        const output = await ReflectApply(hook, undefined, index === 0 ? [value, context] : [value, context, next]);
        if (typeof output !== 'object' || output === null) throw new ERR_INVALID_RETURN_VALUE('an object', where, output);
        if (output.shortCircuit === true) state.short = true;
        return output;
      },
    }[name];
  };
  const output = await nextFor(chain.length - 1)(subject);
  if (!state.finished && !state.short) throw new ERR_LOADER_CHAIN_INCOMPLETE(state.at);
  return { output, where: state.at };
}

let warned = false;
function warnOfAssertions() {
  if (warned) return;
  warned = true;
  process.emitWarning('Use `importAttributes` instead of `importAssertions`', 'ExperimentalWarning');
}

// The old name of the attributes.
const withAssertions = (context) => ObjectDefineProperty(context, 'importAssertions', {
  __proto__: null, configurable: true,
  get() {
    warnOfAssertions();
    return this.importAttributes;
  },
  set(value) {
    warnOfAssertions();
    this.importAttributes = value;
  },
});

function checkResolveArguments(where, specifier, context) {
  if (typeof specifier !== 'string') throw new ERR_INVALID_ARG_TYPE(`${where} specifier`, 'string', specifier);
  if (context) validateObject(context, `${where} context`);
}

function checkLoadArguments(where, url, context) {
  if (typeof url !== 'string') throw new ERR_INVALID_ARG_TYPE(`${where} url`, 'a URL string', url);
  if (!require('internal/url').URL.canParse(url)) throw new ERR_INVALID_ARG_VALUE(`${where} url`, url, 'should be a URL string');
  if (context) validateObject(context, `${where} context`);
}

// ---- resolving ----

async function resolve(specifier, parentURL, attributes) {
  await initializing;
  const context = withAssertions({ conditions: importConditions(), importAttributes: { __proto__: null, ...attributes }, parentURL });
  const { output, where } = await runChain('resolve', defaultResolve, specifier, context, checkResolveArguments);
  const { url, format } = output;
  let { importAttributes } = output;
  if (importAttributes === undefined && output.importAssertions !== undefined) {
    warnOfAssertions();
    importAttributes = output.importAssertions;
  }
  importAttributes ??= attributes;
  if (typeof url !== 'string' || !require('internal/url').URL.canParse(url)) throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', where, 'url', url);
  if (format != null && typeof format !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', where, 'format', format);
  if (typeof importAttributes !== 'object' || importAttributes === null) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('an object', where, 'importAttributes', importAttributes);
  }
  return { url, format, attributes: importAttributes };
}

// ---- loading ----

async function load(url, format, attributes) {
  const context = withAssertions({ format, importAttributes: { __proto__: null, ...attributes } });
  const { output, where } = await runChain('load', defaultLoad, url, context, checkLoadArguments);
  const { format: found, source } = output;
  if (found != null && typeof found !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', where, 'format', found);
  if (source != null && typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', where, 'source', source);
  }
  return { __proto__: null, format: found, source };
}

// ---- registering ----

// module.register(): the module of the hooks is there when it returns; what its `initialize` waits for is waited for by what is imported next.
function register(specifier, parentURL, data) {
  const url = binding('modules').esm_resolve(`${specifier}`, `${parentURL}`);
  add(url, require('internal/modules/esm/loader').importHooks(url), data);
}

function add(url, namespace, data) {
  const { initialize, resolve: resolveHook, load: loadHook } = namespace;
  if (typeof initialize === 'function') {
    const ready = initialize(data);
    initializing = PromisePrototypeThen(initializing, () => ready);
    PromisePrototypeThen(initializing, undefined, () => {});
  }
  const own = (hook) => (typeof hook === 'function' ? hook : undefined);
  ArrayPrototypePush(registered, { __proto__: null, url, resolve: own(resolveHook), load: own(loadHook) });
}

// --experimental-loader, one after the other, each through those before it.
async function registerFromCommandLine(specifiers) {
  const parent = require('internal/url').pathToFileURL(`${process.cwd()}/`).href;
  for (let i = 0; i < specifiers.length; i++) {
    const { url } = await resolve(specifiers[i], parent, { __proto__: null });
    add(url, await require('internal/modules/esm/loader').importHooksLater(url), undefined);
    await initializing;
  }
}

// import.meta.resolve() cannot wait: of the hooks those of registerHooks() have their say.
function resolveSync(specifier, parentURL) {
  const context = { conditions: importConditions(), importAttributes: { __proto__: null }, parentURL };
  return sync.hasResolvers() ? sync.resolveWith(specifier, context, defaultResolve) : defaultResolve(specifier, context);
}

module.exports = { isActive, load, register, registerFromCommandLine, resolve, resolveSync };
