'use strict';

// ES modules through hooks: those of module.register() and --experimental-loader, which may wait, and those of module.registerHooks().
//
// The engine links by itself and asks nobody in JavaScript, so a graph is walked before it sees it: every module is resolved and loaded
// through the hooks, its text and what its requests lead to are left with modules/loader.py, and then the engine imports the first. An `import()` that
// the engine meets leads to a module whose namespace is a thenable, and what that gives is the module (`anodeHooked`).
// Node runs the hooks of register() on a thread of their own; here they share the program's.

const {
  ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypePushApply, JSONParse, JSONStringify, ObjectAssign, ObjectDefineProperty, ObjectFreeze, PromisePrototypeThen, PromiseResolve, ReflectApply, RegExpPrototypeExec,
  SafeMap, SafePromiseAllReturnArrayLike, SafeSet, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_INVALID_RETURN_VALUE, ERR_LOADER_CHAIN_INCOMPLETE, ERR_UNKNOWN_MODULE_FORMAT,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const sync = require('internal/modules/hooks');
const { getOptionValue } = require('internal/options');

const files = binding('modules');

const INSTEAD = 'anode-instead:';
const registered = [];       // { url, resolve, load } in the order of registering
let initializing = PromiseResolve();
const resolved = new SafeMap();
const loaded = new SafeMap();

const isActive = () => registered.length > 0 || sync.hasResolvers() || sync.hasLoaders();

let conditions;
function importConditions() {
  if (conditions === undefined) {
    conditions = ['node', 'import', 'module-sync'];
    if (getOptionValue('--addons') !== false) ArrayPrototypePush(conditions, 'node-addons');
    ArrayPrototypePushApply(conditions, getOptionValue('--conditions') ?? []);
    ObjectFreeze(conditions);
  }
  return conditions;
}

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

function defaultResolve(specifier, context) {
  const { parentURL = require('internal/url').pathToFileURL(`${process.cwd()}/`).href } = context;
  const { URL } = require('internal/url');
  // What is of no scheme that Node loads is for another hook to load, and need not be anywhere.
  const relative = RegExpPrototypeExec(/^\.{0,2}\//, specifier) !== null;
  const foreign = relative ? URL.parse(specifier, parentURL) : URL.parse(specifier);
  if (foreign !== null && RegExpPrototypeExec(/^(?:file|data|node):$/, foreign.protocol) === null) return { __proto__: null, url: foreign.href, format: undefined };
  const usual = context.conditions === importConditions();
  const url = files.esm_resolve(specifier, parentURL, usual ? undefined : JSONStringify(context.conditions));
  let format;
  try {
    format = StringPrototypeStartsWith(url, 'node:') ? 'builtin' : files.esm_format(url);
  } catch {
    format = undefined;  // loading it says what is wrong
  }
  return { __proto__: null, url, format };
}

async function resolve(specifier, parentURL, attributes) {
  await initializing;
  const context = withAssertions({ conditions: importConditions(), importAttributes: attributes, parentURL });
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

function defaultLoad(url, context) {
  const { Buffer } = require('buffer');
  if (RegExpPrototypeExec(/^(?:file|data|node):/, url) === null) files.esm_resolve(url, url);  // which says what is wrong
  const format = StringPrototypeStartsWith(url, 'node:') ? 'builtin' : context.format ?? files.esm_format(url);
  if (format === 'builtin') return { __proto__: null, format, responseURL: url, source: null };
  if (format === 'json' && context.importAttributes?.type !== 'json') files.esm_refuse_json(url);
  const source = format === 'commonjs' ? null : Buffer.from(files.esm_bytes(url));
  return { __proto__: null, format, responseURL: url, source };
}

function textOf(source, where) {
  if (typeof source === 'string') return source;
  if (isAnyArrayBuffer(source) || isArrayBufferView(source)) {
    const { TextDecoder } = require('internal/encoding');
    return new TextDecoder().decode(source);
  }
  throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', where, 'source', source);
}

async function load(url, format, attributes) {
  const context = withAssertions({ format, importAttributes: attributes });
  const { output, where } = await runChain('load', defaultLoad, url, context, checkLoadArguments);
  const { format: found, source } = output;
  if (found != null && typeof found !== 'string') throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', where, 'format', found);
  return { format: found, source, where };
}

// Everything from `url` on is loaded, and left with the engine's loader; the URL that the engine is to ask for.
function prepare(url, format, attributes, given = undefined) {
  const key = `${url}\0${attributes.type ?? ''}`;
  let entry = loaded.get(key);
  if (entry === undefined) {
    entry = { __proto__: null, url, requests: undefined, own: undefined };
    loaded.set(key, entry);
    entry.own = given === undefined ? fetchModule(entry, format, attributes) : defineModule(entry, given);
    // What fails may be tried again.
    PromisePrototypeThen(entry.own, undefined, () => loaded.delete(key));
  }
  return entry;
}

async function fetchModule(entry, format, attributes) {
  const { url } = entry;
  const { format: found, source, where } = await load(url, format, attributes);
  switch (found) {
    case 'builtin':
      return;
    case 'module':
      await defineModule(entry, textOf(source, where));
      return;
    case 'json': {
      // The engine takes JSON only from who asks for it; hooks may give it to others.
      const text = textOf(source, where);
      files.esm_define(url, attributes.type === 'json' ? text : `export default JSON.parse(${JSONStringify(text)});`);
      return;
    }
    case 'commonjs':
      if (source == null) {
        entry.engineUrl = files.esm_facade(url, 'commonjs');
        return;
      }
      entry.engineUrl = files.esm_commonjs(url, textOf(source, where));
      require('internal/modules/esm/loader').giveCommonJS(url, textOf(source, where));
      return;
    case 'wasm':
      entry.engineUrl = files.esm_facade(url, 'wasm');
      return;
    default:
      throw new ERR_UNKNOWN_MODULE_FORMAT(found, url);
  }
}

async function defineModule(entry, text) {
  const { url } = entry;
  // Whoever gives a builtin another text does not get its URL.
  if (StringPrototypeStartsWith(url, 'node:')) entry.engineUrl = INSTEAD + url;
  files.esm_define_own(entry.engineUrl ?? url, text);
  entry.requests = await SafePromiseAllReturnArrayLike(ArrayPrototypeMap(requestsOf(text, url), async ({ specifier, attributes }) => {
    const target = await resolveOnce(specifier, url, attributes);
    return { specifier, entry: prepare(target.url, target.format, target.attributes) };
  }));
}

// What a text imports. One that does not compile imports nothing: the engine will say why.
function requestsOf(text, url) {
  const { actions: { COMPILE, RELEASE, REQUESTS }, native } = require('internal/vm/native');
  const call = native('hooks of ES modules');
  let id;
  try {
    id = call(COMPILE, text, url, 0, 0);
  } catch {
    return [];
  }
  const found = ArrayPrototypeMap(call(REQUESTS, id), (row) => {
    const attributes = { __proto__: null };
    for (let i = 2; i < row.length; i += 2) attributes[row[i]] = row[i + 1];
    return { specifier: row[0], attributes };
  });
  call(RELEASE, id);
  return found;
}

// Node asks once for a specifier in a module.
function resolveOnce(specifier, parentURL, attributes) {
  const key = `${parentURL}\0${specifier}\0${JSONStringify(attributes)}`;
  let target = resolved.get(key);
  if (target === undefined) {
    target = resolve(specifier, parentURL, attributes);
    resolved.set(key, target);
    PromisePrototypeThen(target, undefined, () => resolved.delete(key));
  }
  return target;
}

// Waits for a whole graph, cycles included, and tells the engine's loader what leads where.
async function settle(entry, seen) {
  if (seen.has(entry)) return;
  seen.add(entry);
  await entry.own;
  const requests = entry.requests ?? [];
  for (let i = 0; i < requests.length; i++) {
    const { specifier, entry: target } = requests[i];
    await settle(target, seen);
    files.esm_link(entry.engineUrl ?? entry.url, specifier, target.engineUrl ?? target.url);
  }
}

async function importEntry(entry, type) {
  await settle(entry, new SafeSet());
  return require('internal/modules/esm/loader').importUrl(entry.engineUrl ?? entry.url, type);
}

// `import()` through the hooks.
async function importHooked(specifier, parentURL, attributes = { __proto__: null }) {
  const target = await resolveOnce(specifier, parentURL, attributes);
  return importEntry(prepare(target.url, target.format, target.attributes), target.attributes.type);
}

// A text that stands nowhere; what it imports goes through the hooks.
const importSource = (url, source) => importEntry(prepare(url, 'module', { __proto__: null }, source), undefined);

// ---- registering ----

// module.register(): the module of the hooks is there when it returns; what its `initialize` waits for is waited for by what is imported next.
function register(specifier, parentURL, data) {
  const url = files.esm_resolve(`${specifier}`, `${parentURL}`);
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
  files.esm_hook();
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

// What an `import()` that the engine has met leads to.
function hooked(text, resolveWith, rejectWith) {
  const { 0: specifier, 1: parentURL } = JSONParse(text);
  const parent = StringPrototypeStartsWith(parentURL, INSTEAD) ? StringPrototypeSlice(parentURL, INSTEAD.length) : parentURL;
  PromisePrototypeThen(importHooked(specifier, parent), resolveWith, rejectWith);
}

module.exports = { hooked, importHooked, importSource, isActive, register, registerFromCommandLine };
