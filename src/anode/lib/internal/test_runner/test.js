'use strict';

// A test: its place in the tree, when it may run, its result, and when that may be reported. Its run is in run.js.

const { ArrayPrototypePush, FunctionPrototype, Number, PromisePrototypeThen } = primordials;
const { AbortController } = require('internal/abort_controller');
const { AbortError } = require('internal/errors');
const { queueMicrotask } = require('internal/process/task_queues');
const { contextNow } = require('internal/test_runner/current');
const { TestContext } = require('internal/test_runner/context');
const { checkExpected } = require('internal/test_runner/expect_failure');
const {
  failure, kAborted, kCancelledByParent, kExpectedFailure, kParentFinished, kSubtestsFailed,
} = require('internal/test_runner/failures');
const filters = require('internal/test_runner/filters');
const { HookSet, Hook } = require('internal/test_runner/hooks');
const { Schedule } = require('internal/test_runner/schedule');
const settings = require('internal/test_runner/settings');
const { SilentReporter, describeResult } = require('internal/test_runner/stream');
const { kEmptyObject } = require('internal/util/frozen');
const { validateAbortSignal } = require('internal/validators');

const { hrtime: { bigint: hrtime } } = process;

class Test {
  type = 'test';
  subtests = [];
  diagnostics = [];
  hooks = new HookSet();
  mock = null;
  plan = null;
  error = null;
  passed = false;
  finished = false;
  cancelled = false;
  startTime = null;
  endTime = null;
  filtered = false;
  filteredByName = false;
  filteredByTag = false;
  hasOnlyTests = false;
  runOnlySubtests = false;
  buildPhaseFinished = false;
  attempt = undefined;
  passedAttempt = undefined;
  // Its number among those its parent has reported, and how many of its own it has reported.
  testNumber = 0;
  outputSubtestCount = 0;
  #started = false;
  #context;
  #onAbort;

  constructor(options) {
    const { parent = null, place, signal, skip, todo, plan } = options;
    const { fn } = options;
    this.fn = typeof fn === 'function' ? fn : FunctionPrototype;
    this.name = typeof options.name === 'string' && options.name !== '' ? options.name : this.fn.name || '<anonymous>';
    this.parent = parent;
    this.place = place;
    this.frame = contextNow();
    this.only = options.only;
    this.tags = settings.readTags(options.tags, parent === null ? settings.noTags : parent.tags);
    if (parent === null) this.#becomeRoot(options);
    else this.#joinTree(parent);
    this.concurrency = settings.readConcurrency(options.concurrency, parent === null ? 1 : parent.concurrency, parent === null);
    this.timeout = settings.readTimeout(options.timeout, parent === null ? null : parent.timeout, this.config.timeout);
    if (skip) this.fn = FunctionPrototype;
    this.abortController = new AbortController();
    validateAbortSignal(signal, 'options.signal');
    this.#listen(signal);
    this.expectedAssertions = plan;
    this.expectFailure = settings.readExpectFailure(options.expectFailure) || parent?.expectFailure;
    this.skipped = skip !== undefined && skip !== false;
    this.isTodo = (todo !== undefined && todo !== false) || parent?.isTodo;
    if (typeof skip === 'string') this.message = skip;
    else this.message = typeof todo === 'string' ? todo : null;
    const random = this.config.randomize ? require('internal/test_runner/random').generator(this.config.randomSeed) : undefined;
    this.schedule = new Schedule(this, random);
    if (this.place !== undefined && this.root.harness.previousRuns != null) require('internal/test_runner/rerun').replay(this);
  }

  get isHook() { return false; }
  get signal() { return this.abortController.signal; }
  get context() { return this.#context ??= new TestContext(this); }
  // The context and the arguments for hooks and the function itself.
  get target() { return { __proto__: null, context: this.context, args: [this.context] }; }

  get fullName() {
    if (this.parent === null) return this.name;
    let name = this.name;
    for (let test = this.parent; test.parent !== null; test = test.parent) name = `${test.name} > ${name}`;
    return name;
  }

  #becomeRoot({ harness, entryFile, reporter }) {
    this.root = this;
    this.harness = harness;
    this.config = harness.config;
    this.nesting = 0;
    this.only = this.config.only;
    this.runOnlySubtests = this.only;
    this.reporter = reporter;
    this.entryFile = entryFile;
    this.testId = 0;
    this.nextTestId = 1;
  }

  #joinTree(parent) {
    this.root = parent.root;
    this.harness = null;
    this.config = parent.config;
    this.nesting = parent.parent === null ? parent.nesting : parent.nesting + 1;
    this.reporter = parent.reporter;
    this.entryFile = parent.entryFile;
    this.testId = this.root.nextTestId++;
    filters.consider(this);
  }

  #listen(signal) {
    this.outerSignal = signal;
    if (signal === undefined) return;
    const { kResistStopPropagation } = require('internal/event_target');
    this.#onAbort = () => this.#abortedFromOutside();
    signal.addEventListener('abort', this.#onAbort, { __proto__: null, [kResistStopPropagation]: true });
  }

  #abortedFromOutside() {
    const error = this.outerSignal?.reason || new AbortError('The test was aborted');
    error.failureType = kAborted;
    this.cancel(error);
  }

  stopIfAborted() {
    if (!this.signal.aborted && !this.outerSignal?.aborted) return false;
    this.#abortedFromOutside();
    return true;
  }

  // ---- subtests ----

  createSubtest(Class, name, options, fn, overrides) {
    const given = settings.readArguments(name, options, fn);
    // A test made too late is reported as one of the root.
    const late = this.finished || this.buildPhaseFinished;
    const parent = late ? this.root : this;
    const test = new Class({ __proto__: null, fn: given.fn, name: given.name, ...given.options, ...overrides, parent });
    parent.schedule.add();
    if (late) test.fail(failure('test could not be started because its parent finished', kParentFinished));
    ArrayPrototypePush(parent.subtests, test);
    return test;
  }

  createHook(kind, fn, options, place) {
    const hook = new Hook(kind, fn, this, place, options ?? kEmptyObject);
    this.hooks.add(hook);
    // Too late to run before the test, so at once.
    if (kind === 'before' && this.startTime !== null) {
      PromisePrototypeThen(hook.run(this.target), () => { if (hook.error !== null) this.fail(hook.error); });
    }
  }

  // The promise fulfils when the test has ended.
  start() {
    filters.apply(this);
    if (this.filtered) this.reporter = new SilentReporter();
    else this.testNumber = ++this.parent.outputSubtestCount;
    this.reporter.announce('enqueue', this, this.type);
    return this.parent.schedule.start(this, this.root.harness.building !== null);
  }

  begin() {
    this.reporter.announce('dequeue', this, this.type);
    return this.filtered ? this.#runFiltered() : this.run();
  }

  run() {
    return require('internal/test_runner/run').runTest(this);
  }

  async #runFiltered() {
    this.pass();
    this.subtests = [];
    queueMicrotask(() => this.settle());
  }

  // ---- results ----

  fail(error) {
    if (this.error !== null) return;
    const { match } = this.expectFailure || kEmptyObject;
    const mismatch = match === undefined ? undefined : checkExpected(error, match);
    this.passed = Boolean(this.expectFailure) && mismatch === undefined;
    this.error = mismatch ?? error;
  }

  pass() {
    if (this.error !== null) return;
    if (this.expectFailure && !this.skipped) {
      this.passed = false;
      this.error = failure('test was expected to fail but passed', kExpectedFailure);
      return;
    }
    this.passed = true;
  }

  cancel(error) {
    if (this.endTime !== null || this.error !== null) return;
    this.fail(error || failure('test did not finish before its parent and was cancelled', kCancelledByParent));
    this.cancelled = true;
    this.abortController.abort();
  }

  skip(message) {
    this.skipped = true;
    this.message = message;
  }

  todo(message) {
    this.isTodo = true;
    this.message = message;
  }

  diagnostic(message) {
    ArrayPrototypePush(this.diagnostics, message);
  }

  // The test is over: so are its subtests, whether they have ended or not.
  settle(reason) {
    this.endTime ??= hrtime();
    this.startTime ??= this.endTime;
    this.schedule.dropPending();
    let failed = 0;
    for (let i = 0; i < this.subtests.length; i++) {
      const subtest = this.subtests[i];
      if (!subtest.finished) {
        subtest.cancel(reason);
        subtest.settle(reason);
      }
      if (!subtest.passed && !subtest.isTodo) failed++;
    }
    if ((this.passed || this.parent === null) && failed > 0) {
      this.fail(failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, kSubtestsFailed));
    }
    this.outerSignal?.removeEventListener('abort', this.#onAbort);
    this.mock?.reset();
    if (this.parent === null) {
      this.harness.finish();
      return;
    }
    if (!this.filtered) {
      const { details, directive } = describeResult(this);
      details.passed = this.passed;
      this.testNumber ||= ++this.parent.outputSubtestCount;
      this.reporter.result('complete', this, details, directive);
      this.parent.schedule.running--;
    }
    this.parent.schedule.end(this);
  }

  isItsTurn() {
    return this.parent === null || (this.parent.schedule.isTurnOf(this) && this.parent.isItsTurn());
  }

  tell() {
    this.schedule.tell(true);
    if (!this.filtered) this.tellOwn();
  }

  // All results of the program are reported: hooks after the last test may release the things that keep the process alive.
  allTold() {
    if (this.parent === null) this.run();
  }

  tellOwn() {
    this.root.harness.count(this);
    if (this.outputSubtestCount > 0) this.reporter.plan(this.subtests[0].nesting, this.place, this.outputSubtestCount);
    else this.tellStarted();
    const { details, directive } = describeResult(this);
    this.reporter.result(this.passed ? 'pass' : 'fail', this, details, directive);
    for (let i = 0; i < this.diagnostics.length; i++) this.reporter.diagnostic(this.nesting, this.place, this.diagnostics[i]);
  }

  tellStarted() {
    if (this.#started || this.parent === null) return;
    this.#started = true;
    this.parent.tellStarted();
    this.reporter.announce('start', this);
  }

  milliseconds({ startTime, endTime } = this) {
    return Number(endTime - startTime) / 1e6;
  }
}

module.exports = { Test };
