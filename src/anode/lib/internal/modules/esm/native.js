'use strict';

// V8's modules (engine/v8/modules/linked_modules.py), by number: compile, link, evaluate; and the callbacks by which V8 asks its host.

const { PromiseResolve, SafeMap, SafeWeakMap } = primordials;

const { actions, has, native } = require('internal/vm/native');

const {
  COMPILE, REQUESTS, LINK, INSTANTIATE, EVALUATE, NAMESPACE, STATUS, EXCEPTION, IS_GRAPH_ASYNC, SYNTHESIZE, SET_EXPORT, HOLD,
  PLACE, LISTEN, STALLED, GRAPH,
} = actions;

const call = (action, a, b, c, d, e) => native('modules', 'ES modules')(action, a, b, c, d, e);

const { Phase, Status: { ERRORED, EVALUATED, EVALUATING } } = binding('vm');
const phases = ['source', 'defer', 'evaluation'];

// The functions that evaluate synthetic modules.
const steps = new SafeMap();
function runSteps(id) {
  steps.get(id)?.();
  return PromiseResolve();
}

function synthesize(name, exportNames, run) {
  const id = call(SYNTHESIZE, name, exportNames, runSteps);
  steps.set(id, run);
  return id;
}

function requests(id) {
  const rows = call(REQUESTS, id);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    let attributes = none;
    if (row.length > 2) {
      attributes = { __proto__: null };
      for (let j = 2; j < row.length; j += 2) attributes[row[j]] = row[j + 1];
    }
    rows[i] = { __proto__: null, specifier: row[0], phase: row[1], attributes };
  }
  return rows;
}
const none = { __proto__: null };

// For scripts and modules that are not the loader's: the function for `import()`, by the number or the symbol they were compiled with, and
// the function that fills `import.meta`.
const importers = new SafeMap();
const scriptImporters = new SafeWeakMap();  // a symbol lives as long as the script's code
const metas = new SafeMap();
let lastHost = 15;  // the numbers below are module maps of the loader

// Whether an unnamed script may import as the program does: true once there is a vm context whose scripts may.
const unnamedScripts = { __proto__: null, allowed: false };

function addHost(importer) {
  importers.set(++lastHost, importer);
  return lastHost;
}

function addImporter(host, importer) {
  scriptImporters.set(host, importer);
}

const importerOf = (host) => (typeof host === 'symbol' ? scriptImporters : importers).get(host);

module.exports = {
  EVALUATING, EVALUATED, ERRORED, SOURCE_PHASE: Phase.SOURCE, phases, synthesize, requests, addHost, addImporter,
  importerOf, importers, metas, unnamedScripts,
  forgetSteps: (id) => steps.delete(id),
  compile: (source, url, host = 0, line = 0, column = 0) => call(COMPILE, source, url, line, column, host),
  link: (id, ids) => call(LINK, id, ids), instantiate: (id) => call(INSTANTIATE, id),
  instantiateAndPause: (id) => {
    require('internal/inspector/agent').callAndPauseOnStart(native('modules', 'ES modules'), undefined, [INSTANTIATE, id]);
  },
  evaluate: (id) => call(EVALUATE, id),
  namespace: (id) => call(NAMESPACE, id), status: (id) => call(STATUS, id), exception: (id) => call(EXCEPTION, id),
  isGraphAsync: (id) => call(IS_GRAPH_ASYNC, id) === 1, setExport: (id, name, value) => call(SET_EXPORT, id, name, value),
  hold: (value) => call(HOLD, value), graph: (url) => call(GRAPH, url), stalled: (id) => call(STALLED, id),
  placeOf: (error) => call(PLACE, error),
  // Without it V8 asks deno_core, which finds no module for any import().
  listen(onImport, onMeta) {
    if (has('modules')) call(LISTEN, onImport, onMeta);
  },
};
