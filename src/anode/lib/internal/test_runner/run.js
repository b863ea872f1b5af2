'use strict';

// The steps of a test's run: hooks, its function, subtests, its plan, hooks.

const { SafePromiseRace } = primordials;
const { once } = require('internal/util/once');
const { callBody, makeStop } = require('internal/test_runner/body');
const { failure, isFailure, kTestCode, kTimeout } = require('internal/test_runner/failures');
const { traceRun } = require('internal/test_runner/trace');

const onlyOnce = { __proto__: null, preserveReturnValue: true };
const { hrtime: { bigint: hrtime } } = process;

// Runs hooks of a test that has failed already; an error of theirs is dropped.
async function quietly(hooks) {
  try {
    await hooks();
  } catch {
    // The first error is the one to report.
  }
}

async function runTest(test) {
  const { parent } = test;
  if (parent !== null) {
    parent.schedule.running++;
    test.hooks.inherit(parent.hooks);
  }
  test.startTime ??= hrtime();
  if (test.stopIfAborted()) {
    test.settle();
    return;
  }
  const { target } = test;
  if (test.plan === null && test.expectedAssertions) target.context.plan(test.expectedAssertions);
  const skipped = test.skipped;
  const runAfter = () => test.hooks.run('after', target);
  const runAfterEach = once(async () => {
    if (parent !== null && !skipped) await parent.hooks.run('afterEach', target);
  }, onlyOnce);
  const trace = traceRun(test);
  let stop;
  try {
    if (parent !== null && parent.hooks.before.length > 0) await parent.hooks.run('before', parent.target);
    if (parent !== null && parent.hooks.beforeEach.length > 0 && !test.skipped) await parent.hooks.run('beforeEach', target);
    stop = makeStop(test.timeout, test.signal);
    await callBody(test, trace.around(test.fn), target.context, target.args, stop);
    test.stopIfAborted();
    if (test.schedule.done !== null) await SafePromiseRace([test.schedule.done.promise, stop.promise]);
    if (test.plan !== null) {
      const met = test.plan.check();
      if (met !== undefined) await SafePromiseRace([met, stop.promise]);
    }
    test.pass();
    await runAfterEach();
    await runAfter();
  } catch (error) {
    trace.error(error);
    if (!isFailure(error)) test.fail(failure(error, kTestCode));
    else if (error.failureType === kTimeout) test.cancel(error);
    else test.fail(error);
    await quietly(runAfterEach);
    await quietly(runAfter);
  } finally {
    stop?.dispose();
    if (parent !== null) test.abortController.abort();
    trace.end();
  }
  // The root is settled when the process is about to exit: until then something may still fail.
  if (parent !== null) test.settle();
  else if (test.config.forceExit) await test.harness.exitNow();
}

module.exports = { runTest };
