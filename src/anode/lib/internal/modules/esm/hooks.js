'use strict';

// Asynchronous hooks: module.register() and --experimental-loader. This is their chain, which runs on a thread of its own
// (hooks_thread.js).

const {
  ArrayPrototypePush, ObjectAssign, ObjectDefineProperty, ReflectApply,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_INVALID_RETURN_VALUE, ERR_LOADER_CHAIN_INCOMPLETE,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { defaultLoad, defaultResolve, importConditions } = require('internal/modules/esm/load');

const registered = [];       // { at, resolve, load } in the order of registration; `at` is the URL that was given to register()

const isActive = () => registered.length > 0;

// ---- the chain ----

// The hooks of one kind, the last registered first, and `last` at the end, as { at, hook }.
function chainOf(kind) {
  const chain = [];
  for (let i = 0; i < registered.length; i++) {
    if (registered[i][kind] !== undefined) ArrayPrototypePush(chain, { at: registered[i].at, hook: registered[i][kind] });
  }
  return chain;
}

// Runs a chain. Returns its result, and the hook to name in an error. `check(where, value, context)` checks the arguments of a hook.
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

// `importAssertions` is the old name of the attributes.
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
  const context = withAssertions({ conditions: importConditions(), importAttributes: { ...attributes }, parentURL });
  const { output, where } = await runChain('resolve', defaultResolve, specifier, context, checkResolveArguments);
  const { url, format } = output;
  let { importAttributes } = output;
  if (importAttributes === undefined && output.importAssertions !== undefined) {
    warnOfAssertions();
    importAttributes = output.importAssertions;
  }
  importAttributes ??= attributes;
  if (typeof url !== 'string' || !require('internal/url').URL.canParse(url)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', where, 'url', url);
  }
  if (format != null && typeof format !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', where, 'format', format);
  if (typeof importAttributes !== 'object' || importAttributes === null) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('an object', where, 'importAttributes', importAttributes);
  }
  return { url, format, attributes: importAttributes };
}

// ---- loading ----

async function load(url, format, attributes) {
  const context = withAssertions({ format, importAttributes: { ...attributes } });
  const { output, where } = await runChain('load', defaultLoad, url, context, checkLoadArguments);
  const { format: found, source } = output;
  if (found != null && typeof found !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', where, 'format', found);
  if (source != null && typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', where, 'source', source);
  }
  return { __proto__: null, format: found, source };
}

// ---- registering ----

let warnedOfPreload = false;

// A module of hooks is found and loaded through the hooks that were registered before it.
async function register(specifier, parentURL, data) {
  const { url, format } = await resolve(specifier, parentURL, { __proto__: null });
  const namespace = await require('internal/modules/esm/loader').importFound(url, format);
  const { globalPreload, initialize, resolve: resolveHook, load: loadHook } = namespace;
  if (globalPreload !== undefined && initialize === undefined && !warnedOfPreload) {
    warnedOfPreload = true;
    process.emitWarning('`globalPreload` has been removed; use `initialize` instead.', 'UnsupportedWarning');
  }
  const own = (hook) => (typeof hook === 'function' ? hook : undefined);
  ArrayPrototypePush(registered, { __proto__: null, at: specifier, resolve: own(resolveHook), load: own(loadHook) });
  if (typeof initialize === 'function') await initialize(data);
}

// In a module of hooks, import.meta.resolve() cannot wait for other hooks.
const resolveSync = (specifier, parentURL) =>
  defaultResolve(specifier, { conditions: importConditions(), importAttributes: { __proto__: null }, parentURL });

module.exports = { isActive, load, register, resolve, resolveSync };
