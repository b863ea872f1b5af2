'use strict';

// A suite: its function runs when the suite is made, and only makes its tests; these run later.

const { SafePromiseAllReturnVoid, SafePromiseRace } = primordials;
const { once } = require('internal/util/once');
const { makeStop } = require('internal/test_runner/body');
const { SuiteContext } = require('internal/test_runner/context');
const { runAs } = require('internal/test_runner/current');
const { failure, isFailure, kTestCode } = require('internal/test_runner/failures');
const { Test } = require('internal/test_runner/test');
const { traceRun } = require('internal/test_runner/trace');

const { hrtime: { bigint: hrtime } } = process;
const onlyOnce = { __proto__: null, preserveReturnValue: true };

class Suite extends Test {
  #trace;
  #suiteContext;

  constructor(options) {
    super(options);
    this.type = 'suite';
    // Suites have no time limit of their own by default; their tests have.
    if (options.timeout == null) this.timeout = null;
    if (this.config.testNamePatterns !== null && this.config.testSkipPatterns !== null && !options.skip) {
      this.fn = options.fn || this.fn;
      this.skipped = false;
    }
    this.built = this.#build();
  }

  get suiteContext() { return this.#suiteContext ??= new SuiteContext(this); }
  get target() { return { __proto__: null, context: this.suiteContext, args: [this.suiteContext] }; }

  async #build() {
    this.#trace = traceRun(this);
    const context = this.suiteContext;
    try {
      await runAs(this, this.frame, this.#trace.around(this.fn), context, [context]);
    } catch (error) {
      this.#trace.error(error);
      this.fail(failure(error, kTestCode));
    }
    this.buildPhaseFinished = true;
  }

  async run() {
    const { parent, target } = this;
    this.hooks.inherit(parent.hooks);
    const runAfter = once(() => this.hooks.run('after', target), onlyOnce);
    let stop;
    try {
      parent.schedule.running++;
      await this.built;
      this.startTime = hrtime();
      if (this.stopIfAborted()) {
        this.subtests = [];
        this.settle();
        return;
      }
      if (parent.hooks.before.length > 0) await parent.hooks.run('before', parent.target);
      await this.hooks.run('before', target);
      stop = makeStop(this.timeout, this.signal);
      const subtests = this.skipped || this.error !== null ? [] : this.subtests;
      const all = SafePromiseAllReturnVoid(subtests, (subtest) => subtest.start());
      await SafePromiseRace([all, stop.promise]);
      await runAfter();
      this.pass();
    } catch (error) {
      try {
        await runAfter();
      } catch {
        // The first error is the one to report.
      }
      this.fail(isFailure(error) ? error : failure(error, kTestCode));
    } finally {
      stop?.dispose();
      this.#trace.end();
    }
    this.settle();
  }
}

module.exports = { Suite };
