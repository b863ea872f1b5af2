'use strict';

// A test: its place in the tree, when it may run, what came of it, and when that may be told. What it does while it runs is in
// run.js.

const {
  ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeSplice, FunctionPrototype, MathFloor, Number, PromiseWithResolvers, SafeMap, SafeSet,
} = primordials;
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
const settings = require('internal/test_runner/settings');
const { SilentReporter } = require('internal/test_runner/stream');
const { kEmptyObject } = require('internal/util');
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
  // Its number among those its parent has told of, and how many of its own it has told of.
  testNumber = 0;
  outputSubtestCount = 0;
  // Subtests: how many run, which wait for that to be fewer, which have not ended, which have ended and wait to be told.
  activeSubtests = 0;
  subtestsDone = null;
  #pending = [];
  #pendingScheduled = false;
  #unfinished = new SafeSet();
  #ready = new SafeMap();
  // Results are told in the order in which tests were started, whenever they end.
  #order = 0;
  #nextOrder = 1;
  #nextToTell = 1;
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
    this.random = this.config.randomize ? require('internal/test_runner/random').generator(this.config.randomSeed) : undefined;
    if (this.place !== undefined && this.root.harness.previousRuns != null) require('internal/test_runner/rerun').replay(this);
  }

  get isHook() { return false; }
  get signal() { return this.abortController.signal; }
  get context() { return this.#context ??= new TestContext(this); }
  // What hooks and the function itself are called with.
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
    // What comes too late is told of as a test of the root.
    const late = this.finished || this.buildPhaseFinished;
    const parent = late ? this.root : this;
    const test = new Class({ __proto__: null, fn: given.fn, name: given.name, ...given.options, ...overrides, parent });
    parent.subtestsDone ??= PromiseWithResolvers();
    if (late) test.fail(failure('test could not be started because its parent finished', kParentFinished));
    ArrayPrototypePush(parent.subtests, test);
    return test;
  }

  createHook(kind, fn, options, place) {
    const hook = new Hook(kind, fn, this, place, options ?? kEmptyObject);
    this.hooks.add(hook);
    // Too late to run before the test, so at once.
    if (kind === 'before' && this.startTime !== null) {
      primordials.PromisePrototypeThen(hook.run(this.target), () => { if (hook.error !== null) this.fail(hook.error); });
    }
  }

  hasRoom() {
    return this.concurrency > this.activeSubtests;
  }

  // Runs now or, if too many run, later. The promise fulfils when the test has ended.
  start() {
    const { parent } = this;
    filters.apply(this);
    if (this.filtered) this.reporter = new SilentReporter();
    else this.testNumber = ++parent.outputSubtestCount;
    parent.#unfinished.add(this);
    this.reporter.announce('enqueue', this, this.type);
    if (this.root.harness.building !== null || !parent.hasRoom() || parent.random !== undefined) return parent.#enqueue(this);
    return this.#begin();
  }

  #begin() {
    this.parent.#giveOrder(this);
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

  #enqueue(test) {
    const { promise, resolve } = PromiseWithResolvers();
    ArrayPrototypePush(this.#pending, { __proto__: null, test, resolve });
    // In random order all that are made in one go take part in the draw.
    if (this.random !== undefined && this.root.harness.building === null && this.hasRoom() && !this.#pendingScheduled) {
      this.#pendingScheduled = true;
      queueMicrotask(() => {
        this.#pendingScheduled = false;
        this.startPending();
      });
    }
    return promise;
  }

  #takePending() {
    if (this.random === undefined || this.#pending.length < 2) return ArrayPrototypeShift(this.#pending);
    return ArrayPrototypeSplice(this.#pending, MathFloor(this.random() * this.#pending.length), 1)[0];
  }

  async startPending() {
    while (this.#pending.length > 0 && this.hasRoom()) {
      const { test, resolve } = this.#takePending();
      await test.#begin();
      resolve();
    }
  }

  #giveOrder(subtest) {
    if (subtest.#order === 0) subtest.#order = this.#nextOrder++;
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
    this.#pending = [];
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
      const { details, directive } = this.#report();
      details.passed = this.passed;
      this.testNumber ||= ++this.parent.outputSubtestCount;
      this.reporter.result('complete', this, details, directive);
      this.parent.activeSubtests--;
    }
    this.parent.#subtestEnded(this);
  }

  #subtestEnded(subtest) {
    this.#giveOrder(subtest);
    this.#ready.set(subtest.#order, subtest);
    if (this.#unfinished.delete(subtest) && this.#unfinished.size === 0) this.subtestsDone.resolve();
    this.#tellReady(false);
    this.startPending();
  }

  #tellReady(mayTell) {
    for (let subtest; (subtest = this.#ready.get(this.#nextToTell)) !== undefined;) {
      mayTell ||= this.isItsTurn();
      if (!mayTell) return;
      const order = this.#nextToTell;
      subtest.#tell();
      this.#ready.delete(order);
    }
  }

  isItsTurn() {
    return this.parent === null || (this.#order !== 0 && this.parent.#nextToTell === this.#order && this.parent.isItsTurn());
  }

  #tell() {
    this.#tellReady(true);
    if (!this.filtered) this.tellOwn();
    const { parent } = this;
    parent.#nextToTell++;
    this.finished = true;
    // All have ended: hooks after the last one may let go of what keeps the process alive.
    if (parent.parent === null && parent.#nextToTell > parent.subtests.length) parent.run();
  }

  tellOwn() {
    this.root.harness.count(this);
    if (this.outputSubtestCount > 0) this.reporter.plan(this.subtests[0].nesting, this.place, this.outputSubtestCount);
    else this.tellStarted();
    const { details, directive } = this.#report();
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

  #report() {
    const details = { __proto__: null, duration_ms: this.milliseconds() };
    let directive;
    if (this.skipped) directive = { __proto__: null, skip: this.message ?? true };
    else if (this.isTodo) directive = { __proto__: null, todo: this.message ?? true };
    else if (this.expectFailure) directive = { __proto__: null, expectFailure: this.expectFailure.label ?? true };
    if (this.type !== undefined) details.type = this.type;
    if (!this.passed) details.error = this.error;
    if (this.attempt !== undefined) details.attempt = this.attempt;
    if (this.passedAttempt !== undefined) details.passed_on_attempt = this.passedAttempt;
    return { __proto__: null, details, directive };
  }
}

module.exports = { Test };
