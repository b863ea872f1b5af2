'use strict';

// The contexts that tests and suites get as `t`.

const { Number, ReflectApply } = primordials;
const { failure, kTestCode } = require('internal/test_runner/failures');
const { callerPlace } = require('internal/test_runner/place');
const { TestPlan } = require('internal/test_runner/plan');
const { kEmptyObject } = require('internal/util/frozen');

class TestContext {
  #test;
  #assert;

  constructor(test) {
    this.#test = test;
  }

  get signal() { return this.#test.signal; }
  get name() { return this.#test.name; }
  get filePath() { return this.#test.entryFile; }
  get fullName() { return this.#test.fullName; }
  get error() { return this.#test.error; }
  get passed() { return this.#test.passed; }
  get attempt() { return this.#test.attempt ?? 0; }
  get tags() { return this.#test.tags; }
  get workerId() { return Number(process.env.NODE_TEST_WORKER_ID) || undefined; }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  plan(count, options = kEmptyObject) {
    if (this.#test.plan !== null) throw failure('cannot set plan more than once', kTestCode);
    this.#test.plan = new TestPlan(count, options);
  }

  get assert() {
    return this.#assert ??= this.#makeAssert();
  }

  // Every assertion counts for the plan, if there is one when `t.assert` is first used.
  #makeAssert() {
    const { plan, root } = this.#test;
    const context = this;
    const { assertionsOf } = require('internal/test_runner/assertions');
    const assertions = assertionsOf(root.harness);
    const assert = { __proto__: null };
    assertions.forEach((method, name) => {
      assert[name] = (...args) => {
        if (plan !== null) plan.count();
        return ReflectApply(method, context, args);
      };
    });
    if (!assertions.has('ok')) {
      const { innerOk } = require('internal/assert/ok');
      assert.ok = function ok(...args) {
        if (plan !== null) plan.count();
        innerOk(ok, args.length, ...args);
      };
    }
    return assert;
  }

  get mock() {
    const { MockTracker } = require('internal/test_runner/mock');
    return this.#test.mock ??= new MockTracker();
  }

  runOnly(value) {
    this.#test.runOnlySubtests = !!value;
  }

  skip(message) {
    this.#test.skip(message);
  }

  todo(message) {
    this.#test.todo(message);
  }

  test(name, options, fn) {
    const place = callerPlace(this.test);
    if (this.#test.plan !== null) this.#test.plan.count();
    const { Test } = require('internal/test_runner/test');
    return this.#test.createSubtest(Test, name, options, fn, { __proto__: null, place }).start();
  }

  before(fn, options) {
    this.#test.createHook('before', fn, options, callerPlace(this.before));
  }

  after(fn, options) {
    this.#test.createHook('after', fn, options, callerPlace(this.after));
  }

  beforeEach(fn, options) {
    this.#test.createHook('beforeEach', fn, options, callerPlace(this.beforeEach));
  }

  afterEach(fn, options) {
    this.#test.createHook('afterEach', fn, options, callerPlace(this.afterEach));
  }

  waitFor(condition, options = kEmptyObject) {
    return require('internal/test_runner/wait_for').waitFor(condition, options);
  }
}

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() { return this.#suite.signal; }
  get name() { return this.#suite.name; }
  get filePath() { return this.#suite.entryFile; }
  get fullName() { return this.#suite.fullName; }
  get passed() { return this.#suite.passed; }
  get attempt() { return this.#suite.attempt ?? 0; }

  diagnostic(message) {
    this.#suite.diagnostic(message);
  }
}

module.exports = { SuiteContext, TestContext };
