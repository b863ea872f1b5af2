'use strict';

// ES modules. A *job* is one module on its way: found (Python, modules/loader.py), loaded and translated (load.js, translators.js), linked
// with the jobs of its imports, instantiated and evaluated by V8 (native.js). Jobs are kept by URL and type, so that a module exists once.

const {
  ArrayPrototypePush, JSONParse, ObjectHasOwn, ObjectSetPrototypeOf, PromisePrototypeThen, PromiseReject, SafeMap,
  SafePromiseAllReturnArrayLike, SafeSet, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const builtins = require('internal/modules/builtins');
const {
  codes: {
    ERR_IMPORT_ATTRIBUTE_UNSUPPORTED, ERR_INPUT_TYPE_NOT_ALLOWED, ERR_SOURCE_PHASE_NOT_DEFINED, ERR_UNKNOWN_BUILTIN_MODULE,
    ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING,
  },
} = require('internal/errors');
const engine = require('internal/modules/esm/native');
const load = require('internal/modules/esm/load');
const sync = require('internal/modules/hooks');
const { reportImported } = require('internal/watch_mode/report');

const MAIN = 0;
const none = { __proto__: null };

// Class fields, because a program may have put setters on Object.prototype.
class Job {
  map;
  url;
  format;
  attributes;
  name = undefined;          // its name for V8, if that is not its URL
  source = undefined;        // its text, if it is known already
  note = undefined;
  shared = false;            // whether require() also gets a CommonJS module whose text comes from hooks
  id = 0;                    // the number of V8's module, once it is translated
  requests = undefined;
  targets = undefined;       // [url, format] of each request, if they are known
  links = undefined;         // the jobs of its requests
  linked = false;            // whether V8 knows the modules of its requests
  complete = false;          // whether its whole graph is linked
  loading = undefined;       // a promise, while asynchronous hooks are asked
  instantiated = false;
  failure = undefined;       // { error }, if it cannot be loaded
  evaluation = undefined;    // V8's promise
  isMain = false;
  sourceObject = undefined;  // the result of an import in the source phase, and the engine's number for it
  heldSource = undefined;
  fillMeta = undefined;
  facade = undefined;        // the result of require()

  constructor(map, url, format, attributes) {
    this.map = map;
    this.url = url;
    this.format = format;
    this.attributes = attributes;
  }
}

ObjectSetPrototypeOf(Job.prototype, null);  // promises are resolved with jobs, and so must not have a `then`

class ModuleMap {
  host;
  jobs = new SafeMap();
  found = new SafeMap();

  constructor(host) {
    this.host = host;
  }

  job(url, format, attributes) {
    for (const key in attributes) if (key !== 'type') throw new ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(key, attributes[key], url);
    const key = attributes.type === undefined ? url : `${url}\0${attributes.type}`;
    let job = this.jobs.get(key);
    if (job === undefined) {
      job = new Job(this, url, format, attributes);
      if (this.host === MAIN) reportImported(url);
      this.jobs.set(key, job);
    }
    return job;
  }
}

const maps = [new ModuleMap(MAIN)];
let mainUrl;
let main;  // the job of the main module

// The asynchronous hooks. They are loaded with the first of them.
let waiting;
let ofHooks = false;  // whether this is the thread of the hooks
const useHooks = () => (waiting ??= require('internal/modules/esm/hooks_client'));
const mayWait = (map) => map.host === MAIN && waiting !== undefined && waiting.isActive();

// ---- one module ----

// A specifier in a module always leads to the same module, even if the file has changed since.
function findSync(map, specifier, parentURL, attributes) {
  for (const name in attributes) if (name !== 'type') return findNew(map, specifier, parentURL, attributes);
  const key = `${parentURL}\0${attributes.type ?? ''}\0${specifier}`;
  let job = map.found.get(key) ?? linkedTo(map.jobs.get(parentURL), specifier, attributes);
  if (job === undefined) {
    job = findNew(map, specifier, parentURL, attributes);
    map.found.set(key, job);
  }
  return job;
}

function linkedTo(parent, specifier, attributes) {
  for (let i = 0; i < (parent?.links?.length ?? 0); i++) {
    const request = parent.requests[i];
    if (request.specifier === specifier && request.attributes.type === attributes.type) return parent.links[i];
  }
  return undefined;
}

function findNew(map, specifier, parentURL, attributes) {
  if (mayWait(map)) {
    const found = waiting.resolveSync(specifier, parentURL, attributes);
    return map.job(found.url, found.format, found.attributes);
  }
  if (map.host === MAIN && sync.hasResolvers()) {
    const context = { parentURL, importAttributes: { __proto__: null, ...attributes }, conditions: load.importConditions() };
    const found = sync.resolveWith(specifier, context, load.defaultResolve);
    return map.job(found.url, found.format, found.importAttributes ?? attributes);
  }
  if (builtins.canBeRequired(specifier)) {
    return map.job(StringPrototypeStartsWith(specifier, 'node:') ? specifier : `node:${specifier}`, 'builtin', attributes);
  }
  const { 0: url, 1: format } = load.locate(specifier, parentURL);
  return map.job(url, format, attributes);
}

function translate(job, format, source) {
  require('internal/modules/esm/translators').translate(job, format, source);
  if (job.requests.length === 0) {
    job.links = [];
    engine.link(job.id, job.links);
    job.complete = true;
  }
  if (job.format === 'module' || job.format === 'module-typescript' || job.fillMeta !== undefined) engine.metas.set(job.id, job);
}

function loadSync(job) {
  if (job.failure !== undefined) throw job.failure.error;
  if (job.source === undefined && mayWait(job.map)) {
    const { format, source } = waiting.loadSync(job.url, job.format, job.attributes);
    if (job.id === 0) translate(job, format, source ?? null);
    return;
  }
  if (job.map.host === MAIN && job.source === undefined && sync.hasLoaders()) {
    const context = { format: job.format, importAttributes: { __proto__: null, ...job.attributes }, conditions: load.importConditions() };
    const { format, source } = sync.loadWith(job.url, context, load.defaultLoadNow);
    job.shared = true;
    if (job.id === 0) translate(job, format, source ?? null);
    return;
  }
  if (job.source !== undefined) {
    translate(job, job.format, job.source);
    return;
  }
  const { format, source } = load.loadPlainly(job.url, job.format, job.attributes);
  translate(job, format, source);
}

function loadLater(job) {
  if (job.failure !== undefined) return PromiseReject(job.failure.error);
  return job.loading ??= PromisePrototypeThen(waiting.load(job.url, job.format, job.attributes), ({ format, source }) => {
    job.loading = undefined;
    if (job.id === 0) translate(job, format, source ?? null);
  }, (error) => {
    job.loading = undefined;
    throw error;
  });
}

// ---- a graph ----

// Loads a module and its whole graph in one op (modules/graph.py), where no hook and no cache takes part.
function loadGraph(root) {
  if (root.map.host !== MAIN || mayWait(root.map) || root.attributes.type !== undefined || root.source !== undefined ||
      root.failure !== undefined || sync.hasResolvers() || sync.hasLoaders() ||
      !StringPrototypeStartsWith(root.url, 'file:') || require('internal/modules/esm/translators').isAsked()) return;
  let loaded;
  try {
    loaded = JSONParse(engine.graph(root.url));
  } catch {
    return;  // loading module by module throws the right error
  }
  const { 0: modules, 1: deprecated } = loaded;
  for (let i = 0; i < modules.length; i++) {
    const { 0: url, 1: id, 2: rows, 3: linked } = modules[i];
    const job = root.map.job(url, 'module', none);
    const requests = [];
    const targets = [];
    for (let j = 0; j < rows.length; j++) {
      const row = rows[j];
      requests[j] = { __proto__: null, specifier: row[0], phase: row[1], attributes: ObjectSetPrototypeOf(row[2], null) };
      targets[j] = row[3] === null ? undefined : [row[3], row[4]];
    }
    job.id = id;
    job.requests = requests;
    job.targets = targets;
    job.linked = linked;
    engine.metas.set(id, job);
  }
  if (deprecated.length > 0) load.warnOfMains(deprecated);
}

// Loads everything from `root` on, and links each module with its imports.
function prepareSync(root) {
  if (root.complete) return;
  const graph = [root];
  const seen = new SafeSet(graph);
  for (let i = 0; i < graph.length; i++) {
    const job = graph[i];
    if (job.id === 0) {
      if (job.format === 'module') loadGraph(job);
      if (job.id === 0) loadSync(job);
    }
    if (job.complete) continue;
    if (job.links === undefined) {
      const links = [];
      for (let j = 0; j < job.requests.length; j++) {
        const { specifier, attributes } = job.requests[j];
        const target = job.targets?.[j];
        const link = target === undefined ?
          findNew(job.map, specifier, job.url, attributes) :
          job.map.job(target[0], target[1], attributes);
        links[j] = link;
        if (link.id === 0) {
          if (link.format === 'module') loadGraph(link);
          if (link.id === 0) loadSync(link);
        }
      }
      job.links = links;
    }
    enqueue(job, graph, seen);
  }
  linkAll(graph);
}

async function prepareLater(root) {
  if (root.complete) return;
  let wave = [root];
  const graph = [];
  const seen = new SafeSet(wave);
  while (wave.length > 0) {
    const found = [];
    await SafePromiseAllReturnArrayLike(wave, async (job) => {
      if (job.id === 0) await (job.source === undefined ? loadLater(job) : loadSync(job));
      if (job.complete) return;
      if (job.links === undefined) {
        const links = await SafePromiseAllReturnArrayLike(
          job.requests, ({ specifier, attributes }) => findLater(job.map, specifier, job.url, attributes));
        job.links ??= links;
      }
      await SafePromiseAllReturnArrayLike(job.links, (link, j) => (isSource(job, j) && link.id === 0 ? loadLater(link) : undefined));
    });
    for (let i = 0; i < wave.length; i++) {
      ArrayPrototypePush(graph, wave[i]);
      if (!wave[i].complete) enqueue(wave[i], found, seen);
    }
    wave = found;
  }
  linkAll(graph);
}

async function findLater(map, specifier, parentURL, attributes) {
  const { url, format, attributes: own } = await waiting.resolve(specifier, parentURL, attributes);
  return map.job(url, format, own);
}

const isSource = (job, i) => job.requests[i].phase === engine.SOURCE_PHASE;

function enqueue(job, graph, seen) {
  for (let i = 0; i < job.links.length; i++) {
    const target = job.links[i];
    if (target.complete || seen.has(target) || isSource(job, i)) continue;
    seen.add(target);
    ArrayPrototypePush(graph, target);
  }
}

function linkAll(graph) {
  for (let i = 0; i < graph.length; i++) {
    const job = graph[i];
    if (job.complete || job.linked) continue;
    const ids = [];
    for (let j = 0; j < job.links.length; j++) ids[j] = isSource(job, j) ? sourceId(job.links[j]) : job.links[j].id;
    engine.link(job.id, ids);
  }
  for (let i = 0; i < graph.length; i++) graph[i].complete = true;
}

function sourceId(job) {
  return job.heldSource ??= engine.hold(sourceOf(job));
}

function sourceOf(job) {
  if (job.sourceObject === undefined) throw new ERR_SOURCE_PHASE_NOT_DEFINED(job.url);
  return job.sourceObject;
}

// ---- running ----

function instantiate(job, explained = true) {
  if (job.instantiated) return;
  if (job.failure !== undefined) throw job.failure.error;
  try {
    if (job === main && job.isMain && require('internal/options').getOptionValue('--inspect-brk')) engine.instantiateAndPause(job.id);
    else engine.instantiate(job.id);
  } catch (error) {
    require('internal/modules/esm/main_errors').explainLink(error, job, explained);
    job.failure = { __proto__: null, error };
    throw error;
  }
  job.instantiated = true;
}

const evaluate = (job) => (job.evaluation ??= engine.evaluate(job.id));

// Resolves to the namespace once the module has been evaluated.
async function run(job) {
  if (job.failure !== undefined) throw job.failure.error;
  if (!job.complete) {
    if (mayWait(job.map)) await prepareLater(job);
    else prepareSync(job);
  }
  instantiate(job);
  try {
    await evaluate(job);
  } catch (error) {
    require('internal/modules/esm/main_errors').explainName(error, job);
    throw error;
  }
  return engine.namespace(job.id);
}

function find(map, specifier, parentURL, attributes) {
  return mayWait(map) ? findLater(map, specifier, parentURL, attributes) : findSync(map, specifier, parentURL, attributes);
}

async function findAndRun(specifier, parentURL, attributes, map) {
  return await run(await find(map, specifier, parentURL, attributes));  // with await: a returned promise would be asked for its `then`
}

// `import()` in the module or script at `parentURL`. The channel publishes each import. It is made on first use, since a channel cannot be
// part of a snapshot.
let channel;
function importModule(specifier, parentURL, attributes = none, map = maps[MAIN]) {
  channel ??= require('diagnostics_channel').tracingChannel('module.import');
  if (!channel.hasSubscribers) return findAndRun(specifier, parentURL, attributes, map);
  return channel.tracePromise(findAndRun, { __proto__: null, parentURL, url: specifier }, undefined, specifier, parentURL, attributes, map);
}

const importFound = (url, format) => run(maps[MAIN].job(url, format, none));

// `import.source()`.
async function importSource(specifier, parentURL, attributes = none, map = maps[MAIN]) {
  const job = await find(map, specifier, parentURL, attributes);
  if (job.id === 0) {
    if (mayWait(map)) await loadLater(job);
    else loadSync(job);
  }
  return sourceOf(job);
}

// V8 calls it for an `import()`. Returns a promise. `global` is that of a context of node:vm.
function onImport(specifier, name, host, phase, pairs, global) {
  const attributes = pairs.length === 0 ? none : { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) attributes[pairs[i]] = pairs[i + 1];
  const own = engine.importerOf(host);
  if (global !== undefined) return require('internal/vm/contexts').importIn(global, own, specifier, attributes, engine.phases[phase]);
  if (own !== undefined) return own(specifier, attributes, engine.phases[phase]);
  // A script that the engine itself evaluates has no name, or the name of its caller. In an emulated context it may belong to the context.
  const isUnnamed = typeof name !== 'string' || StringPrototypeStartsWith(name, 'node:') || StringPrototypeStartsWith(name, 'ext:');
  if (isUnnamed && !engine.unnamedScripts.allowed) return PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING());
  const how = phase === engine.SOURCE_PHASE ? importSource : importModule;
  return how(specifier, parentOf(isUnnamed ? '' : name), attributes, maps[host] ?? maps[MAIN]);
}

// The name of a script is a URL, or the name of a text without a file.
function parentOf(name) {
  if (StringPrototypeStartsWith(name, 'file:') || StringPrototypeStartsWith(name, 'data:') || byUrl(name)) return name;
  return require('internal/url').pathToFileURL(
    `${process.cwd()}/${StringPrototypeStartsWith(name, 'eval:[') ? StringPrototypeSlice(name, 5) : ''}`).href;
}
const byUrl = (name) => maps[MAIN].jobs.has(name);

function onMeta(id, meta) {
  const job = engine.metas.get(id);
  if (job === undefined) return;
  if (job.fillMeta !== undefined) job.fillMeta(meta);
  else require('internal/modules/esm/meta').fill(meta, job.url, job.url === mainUrl);
}

// ---- the program itself, and others that ask ----

// The main module, by its URL.
async function importMain(url) {
  if (!StringPrototypeStartsWith(url, 'data:') && require('internal/options').getOptionValue('--input-type')) {
    throw new ERR_INPUT_TYPE_NOT_ALLOWED();
  }
  mainUrl = url;
  const job = await find(maps[MAIN], url, undefined, none);
  mainUrl = job.url;
  main = job;
  job.isMain = true;
  return await run(job);
}

// The exports of a require() in which hooks take part.
function requireThrough(specifier, parentURL, attributes) {
  const job = findNew(maps[MAIN], specifier, parentURL, attributes);
  const namespace = require('internal/modules/esm/required').runSync(job);
  if (ObjectHasOwn(namespace, 'module.exports')) return namespace['module.exports'];
  return job.format === 'builtin' || job.format === 'json' ? namespace.default : namespace;
}

// A text without a file. `note` is added to the error if it does not compile.
function importText(url, source, format = 'module', note = undefined) {
  const job = maps[MAIN].job(url, format, none);
  job.source = source;
  job.note = note;
  mainUrl = url;
  main = job;
  return run(job);
}

// { url, format }, as `import` finds them.
function resolveSync(specifier, parentURL) {
  if (waiting !== undefined && waiting.isActive()) return waiting.resolveSync(specifier, parentURL, none);
  if (sync.hasResolvers()) return sync.resolveWith(specifier, {
    parentURL, importAttributes: { __proto__: null }, conditions: load.importConditions(),
  }, load.defaultResolve);
  if (builtins.canBeRequired(specifier)) {
    return { __proto__: null, url: StringPrototypeStartsWith(specifier, 'node:') ? specifier : `node:${specifier}`, format: 'builtin' };
  }
  if (StringPrototypeStartsWith(specifier, 'node:')) throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
  const { 0: url, 1: format } = load.locate(specifier, parentURL);
  return { __proto__: null, url, format };
}

module.exports = {
  MAIN, evaluate, findSync, importFound, importMain, importModule, importSource, importText, instantiate, maps, prepareSync,
  requireThrough, resolveSync, run, useHooks,
  mainJob: () => main,
  useOwnHooks: (chain) => {
    waiting = chain;
    ofHooks = true;
  },
  isOfHooks: () => ofHooks,
  hooks: () => (waiting?.isActive() ? waiting : undefined),
  listen() {
    binding.attach(0, (kind, message, code) => process.emitWarning(message, 'DeprecationWarning', code));
    return engine.listen(onImport, onMeta);
  },
  requireModule: (module, filename, source, format) =>
    require('internal/modules/esm/required').requireModule(module, filename, source, format),
  syncBuiltinESMExports: () => require('internal/modules/esm/translators').syncBuiltinESMExports(),
};
