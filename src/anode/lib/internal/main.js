'use strict';

// Starts the program: a file, the text of -e or -p, stdin, or a REPL. Where Python is the host, nothing.

const { ArrayPrototypeJoin, ArrayPrototypeMap, JSONStringify, PromisePrototypeThen, encodeURI } = primordials;
const { getOptionValue, setOption } = require('internal/options');

let pendingMain = 0;  // main modules whose evaluation has not ended

function preload() {
  const required = getOptionValue('--require');
  if (required?.length) require('internal/modules/cjs/entry').preload(required);
}

const isInspected = () => getOptionValue('--inspect') || getOptionValue('--inspect-brk') || getOptionValue('--inspect-wait') ||
  getOptionValue('--inspect-brk-node');

function runTraced(options) {
  const { endMain, start } = require('internal/trace/recorder');
  start();
  run(options);
  endMain();
}

function run(options) {
  if (getOptionValue('--enable-source-maps') || getOptionValue('--experimental-transform-types')) {
    require('internal/source_maps').setEnabled(true);
  }
  if (getOptionValue('--permission') && options.kind !== 'worker') require('internal/process/permission').start();
  if (getOptionValue('--experimental-shadow-realm') || getOptionValue('--harmony-shadow-realm')) {
    require('internal/vm/shadow_realm').install();
  }
  if (options.kind === 'worker') {
    setOption('--inspect-brk', options.worker.inspected);  // a debugger that has a worker wait wants it to pause, too
    if (options.worker.inspected) require('internal/inspector/start').startWorker();
  } else if (options.kind === 'watch') {
    require('internal/watch_mode/main').start();
    return;
  } else if (isInspected()) {
    require('internal/inspector/start').startProgram(options.main);
  }
  if (options.kind === 'embedded') return;
  if (getOptionValue('--cpu-prof') || getOptionValue('--heap-prof') || getOptionValue('--experimental-test-coverage') ||
      process.env.NODE_V8_COVERAGE) {
    require('internal/inspector/profiles').start();
  }
  const signal = getOptionValue('--heapsnapshot-signal');
  if (signal) require('internal/v8/heap_snapshot').writeOnSignal(signal);
  if (options.kind === 'test') {
    runTests();
    return;
  }
  if (options.kind === 'worker' && require('internal/worker/thread').isForHooks()) {
    runProgram(options);
    return;
  }
  if (process.env.NODE_COMPILE_CACHE || getOptionValue('--permission')) require('internal/modules/compile_cache').enableFromEnvironment();
  // preloaded modules see the absolute path
  if (options.kind === 'file') process.argv[1] = require('internal/path/posix').resolve(options.main);
  preload();
  const loaders = getOptionValue('--experimental-loader');
  const imported = getOptionValue('--import');
  if (loaders?.length || imported?.length) {
    watch(PromisePrototypeThen(preloadModules(loaders ?? [], imported ?? []), () => runProgram(options)));
  } else {
    runProgram(options);
  }
}

async function preloadModules(loaders, imported) {
  const { importModule, useHooks } = require('internal/modules/esm/loader');
  if (loaders.length > 0) {
    const calls = ArrayPrototypeMap(loaders, (loader) => `register(${JSONStringify(encodeURI(loader))}, pathToFileURL("./"))`);
    process.emitWarning(
      '`--experimental-loader` may be removed in the future; instead use `register()`:\n' +
      '--import \'data:text/javascript,import { register } from "node:module"; import { pathToFileURL } from "node:url"; ' +
      `${ArrayPrototypeJoin(calls, '; ')};'`, 'ExperimentalWarning');
    useHooks().registerFromCommandLine(loaders);
  }
  const cwd = require('internal/url').pathToFileURL(`${process.cwd()}/`).href;
  for (let i = 0; i < imported.length; i++) await importModule(imported[i], cwd);
}

// With --test-isolation=none preloaded modules may hold tests, so they are loaded once the root of the tests exists.
function runTests() {
  if (getOptionValue('--test-isolation') !== 'none') preload();
  require('internal/test_runner/runner').runFromCommandLine(primordials.ArrayPrototypeSlice(process.argv, 1));
}

function runProgram(options) {
  switch (options.kind) {
    case 'file': return require('internal/modules/cjs/module').Module.runMain(options.main);
    case 'eval':
      process._eval = options.source;  // fork() leaves this text out of the child's execArgv
      return runText(options.source, '[eval]', options.print);
    case 'repl':
      require('internal/repl/standalone').runRepl();
      if (typeof options.source === 'string') require('internal/process/evaluation').evalScript(options.source, '[eval]', options.print);
      return undefined;
    case 'stdin': return runText(readStdin(), '[stdin]', options.print);
    case 'check': return check(options.main);
    case 'inspect': return require('internal/debugger/inspect').start();
    case 'worker': return require('internal/worker/thread').run({ runFile, runText, runUrl });
  }
}

function readStdin() {
  return require('fs').readFileSync(0, 'utf8');
}

function runFile(main) {
  const path = require('internal/path/posix').resolve(main);
  process.argv[1] = path;
  const { mainIsModule } = require('internal/modules/cjs/entry');
  const { tracedLoad } = require('internal/modules/cjs/loader');
  const { hooks } = require('internal/modules/esm/loader');
  const esm = mainIsModule(path, hooks() !== undefined || getOptionValue('--import')?.length > 0);
  if (esm !== undefined) {
    const { importMain } = require('internal/modules/esm/loader');
    watch(importMain(esm));
    return;
  }
  tracedLoad(process.argv[1], null, true);
}

function runUrl(url) {
  watch(require('internal/process/evaluation').importDataUrl(url));
}

// The exit code is 13 if the loop ends before the main module has been evaluated.
function watch(promise) {
  pendingMain++;
  PromisePrototypeThen(promise, () => { pendingMain--; }, (error) => {
    pendingMain--;
    const { hereAndNow } = require('internal/process/thrown_place');
    require('internal/process/execution').onUncaughtException(error, true, hereAndNow());
  });
}

function runText(source, name, print) {
  const type = getOptionValue('--input-type');
  const evaluation = require('internal/process/evaluation');
  let found = { __proto__: null, module: type === 'module' || type === 'module-typescript', source, note: undefined };
  if (type === 'module-typescript' || type === 'commonjs-typescript') {
    found.source = require('internal/modules/typescript').stripSource(source, name);
  } else if (type === undefined || type === null || type === '') {
    found = evaluation.classify(source, name);
  }
  if (!found.module) {
    evaluation.evalScript(found.source, name, print, found.note);
    return;
  }
  if (print) {
    const { codes: { ERR_EVAL_ESM_CANNOT_PRINT } } = require('internal/errors');
    throw new ERR_EVAL_ESM_CANNOT_PRINT();
  }
  watch(evaluation.evalModule(found.source, found.note));
}

function check(main) {
  const evaluation = require('internal/process/evaluation');
  if (main !== undefined) {
    evaluation.checkFile(main);
    return;
  }
  const source = readStdin();
  require('internal/process/sources').set('[stdin]', source);
  evaluation.checkText(source, '[stdin]', 'eval:[stdin]');
}

function unsettled() {
  if (pendingMain === 0) return false;
  if (process.exitCode === undefined && getOptionValue('--warnings') !== false) {
    const { writeStderr } = require('internal/process/fatal');
    const places = require('internal/modules/esm/unsettled').stalledPlaces(require('internal/modules/esm/loader').mainJob());
    for (let i = 0; i < places.length; i++) writeStderr(`Warning: Detected unsettled top-level await at ${places[i]}\n`);
  }
  return true;
}

module.exports = { run, runFile, runTraced, unsettled, watch, isPending: () => pendingMain > 0 };
