'use strict';

// Functions that run before and after tests.

const { ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSplice, ArrayPrototypeUnshift, FunctionPrototype } = primordials;
const { AbortController } = require('internal/abort_controller');
const { AbortError } = require('internal/errors');
const { callBody, makeStop } = require('internal/test_runner/body');
const { contextNow } = require('internal/test_runner/current');
const { failure, isFailure, kAborted, kHookFailed, kTestCode, kTimeout } = require('internal/test_runner/failures');
const { readTimeout } = require('internal/test_runner/settings');
const { hrtime: { bigint: hrtime } } = process;
const { validateAbortSignal } = require('internal/validators');

class Hook {
  #result;

  constructor(kind, fn, owner, place, { timeout, signal }) {
    validateAbortSignal(signal, 'options.signal');
    this.kind = kind;
    this.fn = typeof fn === 'function' ? fn : FunctionPrototype;
    this.owner = owner;
    this.place = place;
    this.frame = contextNow();
    this.timeout = readTimeout(timeout, null, owner.config.timeout);
    this.outerSignal = signal;
    this.controller = new AbortController();
    this.error = null;
    this.startTime = null;
    this.endTime = null;
    signal?.addEventListener('abort', () => this.#abort(), { __proto__: null, once: true });
  }

  get isHook() { return true; }
  get name() { return this.kind; }
  get finished() { return this.endTime !== null; }
  get context() { return this.owner.context; }

  fail(error) {
    this.error ??= error;
  }

  #abort() {
    if (this.endTime !== null || this.error !== null) return;
    const reason = this.outerSignal.reason ?? new AbortError('The test was aborted');
    reason.failureType = kAborted;
    this.fail(reason);
    this.controller.abort();
  }

  // `before` and `after` run once, at the first call.
  run(target) {
    if (this.kind === 'before' || this.kind === 'after') return this.#result ??= this.#run(target);
    return this.#run(target);
  }

  async #run({ context, args }) {
    if (this.error !== null && !this.outerSignal?.aborted) {
      this.error = null;
      this.controller.abort();
      this.controller = new AbortController();
    }
    this.startTime ??= hrtime();
    if (this.outerSignal?.aborted) {
      this.#abort();
      this.endTime ??= hrtime();
      return;
    }
    const stop = makeStop(this.timeout, this.controller.signal);
    try {
      await callBody(this, this.fn, context, args, stop);
    } catch (error) {
      this.fail(isFailure(error) ? error : failure(error, kTestCode));
      if (isFailure(error) && error.failureType === kTimeout) this.controller.abort();
    } finally {
      stop.dispose();
    }
    this.endTime = hrtime();
    if (this.error !== null && this.kind === 'after' && this.owner.parent === null) this.#report();
  }

  // An error after the last test is reported only here.
  #report() {
    if (isFailure(this.error)) this.error.failureType = kHookFailed;
    const { owner } = this;
    owner.reporter.result('fail', {
      __proto__: null,
      name: this.place?.file,
      nesting: 0,
      testNumber: owner.subtests.length + 1,
      testId: undefined,
      parent: undefined,
      tags: owner.tags,
      place: this.place,
    }, { __proto__: null, duration_ms: owner.milliseconds(this), error: this.error }, undefined);
  }
}

// The hooks of one test or suite. Once it runs, its `beforeEach` and `afterEach` include those from further out.
class HookSet {
  before = [];
  after = [];
  beforeEach = [];
  afterEach = [];
  #ownAfterEach = 0;

  add(hook) {
    // Own ones run in their order, and before those from further out.
    if (hook.kind === 'afterEach') ArrayPrototypeSplice(this.afterEach, this.#ownAfterEach++, 0, hook);
    else ArrayPrototypePush(this[hook.kind], hook);
  }

  inherit(outer) {
    if (outer.beforeEach.length > 0) ArrayPrototypeUnshift(this.beforeEach, ...ArrayPrototypeSlice(outer.beforeEach));
    if (outer.afterEach.length > 0) ArrayPrototypePush(this.afterEach, ...ArrayPrototypeSlice(outer.afterEach));
  }

  async run(kind, target) {
    const hooks = this[kind];
    try {
      for (let i = 0; i < hooks.length; i++) {
        await hooks[i].run(target);
        if (hooks[i].error !== null) throw hooks[i].error;
      }
    } catch (thrown) {
      const error = failure(`failed running ${kind} hook`, kHookFailed);
      error.cause = isFailure(thrown) ? thrown.cause : thrown;
      throw error;
    }
  }
}

module.exports = { Hook, HookSet };
