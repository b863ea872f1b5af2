'use strict';

// The tree of tests of a program: its root, errors outside of any test, and the end. A program that uses `node:test` without `--test` gets
// its tree with its first test.

const {
  ArrayPrototypePush, NumberPrototypeToFixed, Promise, PromiseResolve, PromiseWithResolvers, SafeArrayIterator, SafePromiseAllReturnVoid,
} = primordials;
const { queueMicrotask } = require('internal/process/task_queues');
const current = require('internal/test_runner/current');
const { failure, kCancelledByParent } = require('internal/test_runner/failures');
const { Reporter } = require('internal/test_runner/stream');
const { Test } = require('internal/test_runner/test');
const { Immediate } = require('internal/timers/immediate');
const { TIMEOUT_MAX, Timeout, clearTimeout, insert } = require('internal/timers/timeout');

const { hrtime: { bigint: hrtime } } = process;
let root;

class Harness {
  // Set while the reporters are being made. An error meanwhile is an error of the program.
  starting = null;
  // Suites are being built; until that is done no test runs.
  building = null;
  buildingSuites = [];
  #waitsForSuites = false;
  success = true;
  counters = null;
  watching = false;
  snapshots = null;
  previousRuns = null;
  teardown = null;
  globalTeardown = undefined;
  root = null;
  coverage = null;
  #finished = false;

  constructor(config) {
    this.config = config;
    this.building = PromiseWithResolvers();
    this.isFilteringByName = Boolean(config.testNamePatterns || config.testSkipPatterns);
    this.isFilteringByTags = config.testTagFilters != null;
    const inChild = config.isolation === 'process' || process.env.NODE_TEST_CONTEXT;
    this.isFilteringByOnly = inChild ? config.only : true;
    this.resetCounters();
  }

  resetCounters() {
    this.counters = {
      __proto__: null, tests: 0, failed: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0, suites: 0,
    };
  }

  count(test) {
    const { counters } = this;
    if (test.nesting === 0) counters.topLevel++;
    if (test.type === 'suite') {
      counters.suites++;
      if (!test.passed && !test.isTodo) this.success = false;
      return;
    }
    counters.tests++;
    if (test.skipped) {
      counters.skipped++;
    } else if (test.isTodo) {
      counters.todo++;
    } else if (test.passed && !test.cancelled) {
      counters.passed++;
    } else {
      if (test.cancelled) counters.cancelled++;
      else counters.failed++;
      this.success = false;
    }
  }

  failOutsideOfTests(message) {
    this.root.diagnostic(message);
    this.success = false;
    process.exitCode = 1;
  }

  // The tests made in one go wait for the suites among them; then they start one after another.
  async startSubtest(subtest) {
    if (this.building !== null) {
      if (this.starting !== null) {
        await this.starting;
        this.starting = null;
      }
      if (subtest.built !== undefined) ArrayPrototypePush(this.buildingSuites, subtest.built);
      if (!this.#waitsForSuites) {
        this.#waitsForSuites = true;
        queueMicrotask(() => this.#endBuilding());
      }
      await this.building?.promise;
      this.building = null;
    }
    await subtest.start();
  }

  async #endBuilding() {
    if (this.buildingSuites.length > 0) await SafePromiseAllReturnVoid(this.buildingSuites);
    this.building?.resolve();
  }

  // The root has settled: the summary, once.
  finish() {
    if (this.#finished) return;
    const { root, counters } = this;
    const { reporter, nesting, place, diagnostics } = root;
    this.#finished = true;
    reporter.plan(nesting, place, counters.topLevel);
    const coverage = this.#collectCoverage();
    this.snapshots?.writeFiles();
    for (let i = 0; i < diagnostics.length; i++) reporter.diagnostic(nesting, place, diagnostics[i]);
    const duration = root.milliseconds();
    const lines = [
      `tests ${counters.tests}`, `suites ${counters.suites}`, `pass ${counters.passed}`, `fail ${counters.failed}`,
      `cancelled ${counters.cancelled}`, `skipped ${counters.skipped}`, `todo ${counters.todo}`, `duration_ms ${duration}`,
    ];
    for (let i = 0; i < lines.length; i++) reporter.diagnostic(nesting, place, lines[i]);
    if (coverage !== null) this.#reportCoverage(coverage);
    reporter.summary(place?.file, this.success, counters, duration);
    if (this.watching) {
      this.#finished = false;
      this.resetCounters();
      this.snapshots = null;
    } else {
      reporter.end();
    }
  }

  // ---- coverage ----

  #fail(message) {
    this.root.diagnostic(message);
    this.success = false;
    process.exitCode = 1;
  }

  startCoverage() {
    if (!this.config.coverage) return;
    const { Coverage } = require('internal/test_runner/coverage/collect');
    try {
      this.coverage = new Coverage(this.config);
    } catch (error) {
      this.#fail(`Warning: Code coverage could not be enabled. ${error}`);
    }
  }

  #collectCoverage() {
    const { coverage } = this;
    if (coverage === null) return null;
    let summary = null;
    try {
      summary = coverage.summary();
    } catch (error) {
      this.#fail(`Warning: Could not report code coverage. ${error}`);
    }
    try {
      coverage.end();
    } catch (error) {
      this.#fail(`Warning: Could not clean up code coverage. ${error}`);
    }
    return summary;
  }

  #reportCoverage(summary) {
    const { root: { reporter, nesting, place }, config } = this;
    for (const { 0: name, 1: kind } of new SafeArrayIterator([['line', 'Line'], ['branch', 'Branch'], ['function', 'Function']])) {
      const actual = summary.totals[`covered${kind}Percent`], threshold = config[`${name}Coverage`];
      if (actual >= threshold) continue;
      this.success = false;
      process.exitCode = 1;
      const text = `Error: ${NumberPrototypeToFixed(actual, 2)}% ${name} coverage does not meet threshold of ${threshold}%.`;
      reporter.diagnostic(nesting, place, text, 'error');
    }
    reporter.coverage(nesting, place, summary);
  }

  // --test-force-exit: the reports are written, and nothing else is waited for.
  async exitNow() {
    const written = [];
    const { reporters } = this.config;
    for (let i = 0; i < reporters.made.length; i++) {
      const { destination } = reporters.made[i];
      ArrayPrototypePush(written, new Promise((resolve) => {
        destination.on('unpipe', () => {
          if (!destination.closed && typeof destination.close === 'function') destination.close(resolve);
          else resolve();
        });
      }));
    }
    this.teardown();
    await SafePromiseAllReturnVoid(written);
    process.exit();
  }
}

function createTree(rootOptions, config) {
  const harness = new Harness(config);
  const { setUpOnce } = require('internal/test_runner/global_setup');
  harness.starting = setUpOnce(harness);
  root = new Test({ __proto__: null, ...rootOptions, harness, name: '<root>', reporter: new Reporter() });
  harness.root = root;
  harness.startCoverage();
  watchProcess(harness);
  root.startTime = hrtime();
  return root;
}

// ---- the process ----

function placeText({ place }, cwd) {
  if (place === undefined) return '';
  return ` at ${require('internal/path/posix').relative(cwd, place.file)}:${place.line}:${place.column}`;
}

function makeErrorHandler(harness, event) {
  return (error, promise) => {
    if (harness.starting !== null) throw error;
    const test = event === 'unhandledRejection' ? current.testOfPromise(promise) : current.currentTest();
    // A reporter's own errors end the program.
    if (test === harness.config.reporters) throw error;
    if (test !== undefined && !test.finished && !test.isHook) {
      test.fail(failure(error, event));
      test.abortController.abort();
      return;
    }
    let message;
    if (test === undefined) {
      message = 'Error: A resource generated asynchronous activity after the test ended. ' +
        `This activity created the error "${error}" which triggered an ${event} event, caught by the test runner.`;
    } else {
      const name = test.isHook ? `Test hook "${test.kind}"` : `Test "${test.name}"`;
      message = `Error: ${name}${placeText(test, harness.config.cwd)} generated asynchronous activity after the test ended. ` +
        `This activity created the error "${error}" and would have caused the test to fail, but instead triggered an ${event} event.`;
    }
    harness.failOutsideOfTests(message);
  };
}

// The innermost tests that have begun and not ended.
function runningTests(test, found = []) {
  if (test.startTime === null || test.finished) return found;
  for (let i = 0; i < test.subtests.length; i++) runningTests(test.subtests[i], found);
  if (test.schedule.running === 0 && test.parent !== null) {
    const { name, nesting, place } = test;
    ArrayPrototypePush(found, { __proto__: null, name, nesting, file: place?.file, line: place?.line, column: place?.column });
  }
  return found;
}

function watchProcess(harness) {
  const { root, config } = harness;
  current.watch();
  require('internal/test_runner/rerun').setUp(harness);
  const onException = makeErrorHandler(harness, 'uncaughtException');
  const onRejection = makeErrorHandler(harness, 'unhandledRejection');

  async function end(terminated) {
    // Hooks of a program without tests run all the same.
    if (root.subtests.length === 0 && (root.hooks.before.length > 0 || root.hooks.after.length > 0)) await root.run();
    if (terminated !== true && root.schedule.done !== null) {
      const keepAlive = new Timeout(() => {}, TIMEOUT_MAX, undefined, true, true);
      insert(keepAlive, keepAlive._idleTimeout);
      await root.schedule.done.promise;
      clearTimeout(keepAlive);
    }
    root.settle(failure('Promise resolution is still pending but the event loop has already resolved', kCancelledByParent));
    const { globalTeardown } = harness;
    harness.globalTeardown = undefined;
    if (globalTeardown !== undefined) await globalTeardown();
    current.unwatch();
    process.removeListener('uncaughtException', onException);
    process.removeListener('unhandledRejection', onRejection);
    process.removeListener('beforeExit', end);
    process.removeListener('SIGINT', terminate);
    process.removeListener('SIGTERM', terminate);
  }

  async function terminate() {
    const running = runningTests(root);
    if (running.length > 0) {
      root.reporter.interrupted(running);
      await new Promise((resolve) => new Immediate(resolve, undefined));
    }
    await end(true);
    process.exit();
  }

  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  process.on('beforeExit', end);
  if (config.isTestRunner) {
    process.on('SIGINT', terminate);
    process.on('SIGTERM', terminate);
  }
  harness.teardown = end;
}

// ---- a program's own tree ----

function programRoot() {
  if (root !== undefined) return root;
  const { parseCommandLine } = require('internal/test_runner/command_line');
  const entryFile = process.argv?.[1];
  const place = entryFile ? { __proto__: null, line: 1, column: 1, file: entryFile } : undefined;
  const config = parseCommandLine();
  config.cwd = process.cwd();
  createTree({ __proto__: null, entryFile, place }, config);
  const { harness, reporter } = root;
  reporter.stream.on('test:summary', ({ success }) => {
    if (!success) process.exitCode = 1;
  });
  harness.starting = SafePromiseAllReturnVoid([harness.starting, config.reporters.connect(reporter.stream)]);
  return root;
}

// The test that is running, or the root.
function parentOfNew() {
  return current.currentTest() ?? programRoot();
}

function addTest(Class, name, options, fn, overrides) {
  let parent = parentOfNew();
  if (parent.isHook) parent = parent.owner;
  const subtest = parent.createSubtest(Class, name, options, fn, overrides);
  if (parent.type === 'suite') return PromiseResolve();
  return parent.root.harness.startSubtest(subtest);
}

function addHook(kind, fn, options, place) {
  let parent = parentOfNew();
  if (parent.isHook) parent = parent.owner;
  parent.createHook(kind, fn, options, place);
}

module.exports = { addHook, addTest, createTree };
