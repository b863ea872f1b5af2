'use strict';

// require() of an ES module: it is loaded, linked and evaluated at once, or refused.

const { ObjectHasOwn, PromisePrototypeThen, SafeSet, StringPrototypeIncludes, StringPrototypeStartsWith } = primordials;

const { codes: { ERR_REQUIRE_ASYNC_MODULE, ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
const { Module, ModuleState } = require('internal/modules/cjs/module');
const { urlOf } = require('internal/modules/url_of');
const engine = require('internal/modules/esm/native');
const { getOptionValue } = require('internal/options');

const none = { __proto__: null };

// --trace-require-module: who requires which.
function trace(parent, filename) {
  const which = getOptionValue('--trace-require-module');
  if (!which || (which === 'no-node-modules' && parent !== undefined && StringPrototypeIncludes(parent, '/node_modules/'))) return;
  const who = parent === undefined || parent === null ?
    '' :
    `CommonJS module ${parent} is loading ES Module ${filename} using require().\n`;
  process.emitWarning(`${who}Support for loading ES Module in require() is an experimental feature and might change at any time`,
                      'ExperimentalWarning', undefined, Module.prototype.require);
}

// Visits the jobs of a graph. Jobs that are not loaded yet have no links.
function eachJob(root, visit) {
  const graph = [root];
  const seen = new SafeSet(graph);
  for (let i = 0; i < graph.length; i++) {
    visit(graph[i]);
    const { links } = graph[i];
    for (let j = 0; j < (links?.length ?? 0); j++) {
      if (seen.has(links[j])) continue;
      seen.add(links[j]);
      graph[graph.length] = links[j];
    }
  }
}

const REASON = ' A cycle involving require(esm) is not allowed to maintain invariants mandated by the ECMAScript specification. ' +
  'Try making at least part of the dependency in the graph lazily loaded.';

function refuse(what, parent, reason = '') {
  throw new ERR_REQUIRE_CYCLE_MODULE(`${what} in a cycle.${parent ? ` (from ${parent})` : ''}${reason}`);
}

const isEvaluating = (job) => job.id !== 0 && engine.status(job.id) === engine.EVALUATING;
const pathOf = (url) => (StringPrototypeStartsWith(url, 'file:') ? require('internal/url').fileURLToPath(url) : url);

// Throws if the module, or one that it waits for, is being evaluated: it cannot be evaluated now.
function refuseCycle(root, filename, parent) {
  if (isEvaluating(root)) refuse(`Cannot require() ES Module ${filename}`, parent, REASON);
  eachJob(root, (job) => {
    for (let i = 0; i < (job.links?.length ?? 0); i++) {
      const target = job.links[i];
      const { specifier } = job.requests[i];
      if (target.format === 'commonjs') {
        const module = Module._cache[pathOf(target.url)];
        if (module !== undefined && !module.loaded) refuse(`Cannot import CommonJS Module ${specifier}`, pathOf(job.url));
      } else if (isEvaluating(target)) {
        refuse(`Cannot import Module ${specifier}`, pathOf(job.url));
      }
    }
  });
}

// Throws for an ES module that has been required and whose evaluation has not ended.
function refuseUnfinished(job, filename, parent) {
  if (job.id !== 0 && engine.status(job.id) !== engine.EVALUATED) refuse(`Cannot require() ES Module ${filename}`, parent);
}

// The namespace of a module, which is evaluated now if it has not been.
function runSync(job, filename = job.url, parent = undefined) {
  const loader = require('internal/modules/esm/loader');
  if (job.failure !== undefined) throw job.failure.error;
  loader.prepareSync(job);
  const before = engine.status(job.id);
  if (before !== engine.EVALUATED && before !== engine.ERRORED) refuseCycle(job, filename, parent);
  loader.instantiate(job, false);
  if (engine.status(job.id) === engine.ERRORED) throw engine.exception(job.id);
  if (engine.isGraphAsync(job.id)) {
    if (getOptionValue('--experimental-print-required-tla')) printAwaits(job);
    throw new ERR_REQUIRE_ASYNC_MODULE(filename, parent);
  }
  const promise = loader.evaluate(job);
  if (engine.status(job.id) === engine.ERRORED) {
    PromisePrototypeThen(promise, undefined, () => {});
    const error = engine.exception(job.id);
    require('internal/modules/esm/main_errors').explainName(error, job);
    throw error;
  }
  return engine.namespace(job.id);
}

// --experimental-print-required-tla: the graph is run all the same, and the places where it awaits are printed.
function printAwaits(root) {
  PromisePrototypeThen(require('internal/modules/esm/loader').evaluate(root), undefined, () => {});
  const { writeStderr } = require('internal/process/fatal');
  const places = require('internal/modules/esm/unsettled').stalledPlaces(root);
  for (let i = 0; i < places.length; i++) writeStderr(`Error: unexpected top-level await at ${places[i]}\n`);
}

// Compiled code of transpilers expects `__esModule` beside the exports of an ES module.
const FACADE = "export * from 'original'; export { default } from 'original'; export const __esModule = true;";
function facadeOf(job) {
  if (job.facade === undefined) {
    const id = engine.compile(FACADE, 'node:internal/require_module_default_facade');
    engine.link(id, [job.id, job.id]);
    engine.instantiate(id);
    PromisePrototypeThen(engine.evaluate(id), undefined, () => {});
    job.facade = engine.namespace(id);
  }
  return job.facade;
}

function requireModule(module, filename, source, format = 'module') {
  const loader = require('internal/modules/esm/loader');
  const parent = ModuleState.parentOf(module)?.filename;
  trace(parent, filename);
  const job = loader.maps[loader.MAIN].job(urlOf(filename), format, none);
  if (job.id === 0) {
    job.source = source;
    job.format = format;
  }
  ModuleState.setJob(module, job);
  const namespace = runSync(job, filename, parent);
  if (ObjectHasOwn(namespace, 'module.exports')) return namespace['module.exports'];
  return ObjectHasOwn(namespace, 'default') && !ObjectHasOwn(namespace, '__esModule') ? facadeOf(job) : namespace;
}

module.exports = { refuseUnfinished, requireModule, runSync };
