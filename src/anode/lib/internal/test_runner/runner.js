'use strict';

// run() and `--test`: files of tests, each in a process of its own or all in this one.

const { ArrayPrototypeFilter, MathMax, PromiseWithResolvers, SafePromiseAllSettledReturnVoid } = primordials;
const { parseCommandLine } = require('internal/test_runner/command_line');
const { runAs } = require('internal/test_runner/current');
const { runFile } = require('internal/test_runner/file_test');
const { findTestFiles } = require('internal/test_runner/files');
const { createTree } = require('internal/test_runner/harness');
const { readRunOptions } = require('internal/test_runner/run_options');
const { Test } = require('internal/test_runner/test');
const { kEmptyObject } = require('internal/util/frozen');

let debug = require('internal/util/debuglog').debuglog('test_runner', (fn) => { debug = fn; });

// NODE_TEST_WORKER_ID: a number for each of the processes that may run at a time.
function makeWorkerIds(concurrency) {
  let count = typeof concurrency === 'number' ? concurrency : 1;
  if (concurrency === true) count = MathMax(require('os').availableParallelism() - 1, 1);
  let next = 0;
  return () => (next++ % count) + 1;
}

async function setUp({ setup, root }) {
  if (typeof setup === 'function') await setup(root.reporter.stream);
}

async function runInProcesses(files, options) {
  const { root } = options;
  const { harness } = root;
  if (harness.starting !== null) await harness.starting;
  await setUp(options);
  harness.starting = null;
  harness.building = null;
  await SafePromiseAllSettledReturnVoid(files, (file) => runFile(file, options));
  root.settle();
  harness.teardown();
}

async function watchFiles(files, options) {
  const { harness } = options.root;
  if (harness.starting !== null) await harness.starting;
  await setUp(options);
  harness.starting = null;
  harness.building = null;
  const { TestWatcher } = require('internal/test_runner/watch');
  await new TestWatcher(files, options).start();
}

async function loadHere(files, { root, cwd }) {
  const { harness } = root;
  const { importModule } = require('internal/modules/esm/loader');
  const { getOptionValue } = require('internal/options');
  const { resolve } = require('internal/path/posix');
  const { pathToFileURL } = require('internal/url');
  const base = pathToFileURL(`${cwd}/`).href;
  // All tests that these files and modules make belong to this tree.
  if (root.config.isTestRunner) {
    const required = getOptionValue('--require');
    if (required?.length) require('internal/modules/cjs/entry').preload(required);
  }
  const imported = getOptionValue('--import') ?? [];
  for (let i = 0; i < imported.length; i++) await importModule(imported[i], base);
  let known = 0;
  for (let i = 0; i < files.length; i++) {
    root.entryFile = resolve(files[i]);
    let failed;
    try {
      await importModule(pathToFileURL(resolve(cwd, files[i])).href, base);
    } catch (error) {
      failed = { __proto__: null, error };
    }
    if (root.subtests.length === known) {
      // A file without tests is a test itself.
      const place = { __proto__: null, line: 1, column: 1, file: resolve(files[i]) };
      const subtest = root.createSubtest(Test, files[i], kEmptyObject, undefined, { __proto__: null, place });
      if (failed !== undefined) subtest.fail(failed.error);
      harness.startSubtest(subtest);
    }
    known = root.subtests.length;
  }
}

async function runHere(files, options) {
  const { root } = options;
  const { harness } = root;
  process.env.NODE_TEST_WORKER_ID = '1';
  if (harness.starting !== null) await harness.starting;
  const { promise: loaded, resolve: setLoaded } = PromiseWithResolvers();
  harness.starting = loaded;
  await runAs(root, root.frame, loadHere, undefined, [files, options]);
  root.entryFile = null;
  // The first results come after this turn: reporters that begin to read now are behind the tests, not between them.
  await setUp(options);
  setLoaded();
  return root.schedule.startPending();
}

function run(given = kEmptyObject) {
  const options = readRunOptions(given);
  const { concurrency, timeout, signal, cwd, shard } = options;
  const commandLine = parseCommandLine();
  const config = {
    __proto__: null, ...commandLine, ...options.coverageOptions, cwd, globalSetupPath: options.globalSetupPath,
    randomize: options.randomize, randomSeed: options.randomSeed, rerunFailuresFilePath: options.rerunFailuresFilePath,
    testTagFilters: options.testTagFilters,
  };
  const root = createTree({ __proto__: null, concurrency, timeout, signal }, config);
  const { reporter } = root;
  options.root = root;
  if (options.randomize) root.diagnostic(`Randomized test order seed: ${options.randomSeed}`);
  let files = options.files ?? findTestFiles(options.globPatterns, cwd);
  if (shard) files = ArrayPrototypeFilter(files, (_, index) => index % shard.total === shard.index - 1);
  options.nextWorkerId = makeWorkerIds(commandLine.concurrency ?? concurrency);

  let runFiles = runHere;
  if (options.isolation === 'process') {
    if (process.env.NODE_TEST_CONTEXT !== undefined) {
      process.emitWarning('node:test run() is being called recursively within a test file. skipping running files.');
      root.settle();
      return reporter.stream;
    }
    runFiles = runInProcesses;
  }
  if (options.watch) runFiles = watchFiles;
  runFiles(files, options);
  return reporter.stream;
}

// `--test`.
function runFromCommandLine(patterns) {
  const options = parseCommandLine();
  debug('test runner configuration:', options);
  const stream = run({
    __proto__: null, ...options, globPatterns: patterns, setup: (reported) => options.reporters.connect(reported),
  });
  stream.on('test:summary', ({ success }) => {
    if (!success) process.exitCode = 1;
  });
}

module.exports = { run, runFromCommandLine };
