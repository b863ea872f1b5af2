'use strict';

// The events of tests, as a stream of `{ type, data }` and as events of the same names: the input of reporters.

const { ArrayPrototypeShift, ArrayPrototypeSlice, NumberMAX_SAFE_INTEGER } = primordials;
const Readable = require('internal/streams/readable');

const publish = { emit: undefined, close: undefined };

class TestsStream extends Readable {
  #waiting = [];
  #flowing = true;

  constructor() {
    super({ __proto__: null, objectMode: true, highWaterMark: NumberMAX_SAFE_INTEGER });
  }

  _read() {
    this.#flowing = true;
    while (this.#waiting.length > 0 && this.#flowing) this.#flowing = this.push(ArrayPrototypeShift(this.#waiting));
  }

  #send(message) {
    if (this.#flowing) this.#flowing = this.push(message);
    else this.#waiting[this.#waiting.length] = message;
  }

  static {
    // Users have the stream, but must not call these.
    publish.emit = (stream, type, data) => {
      stream.emit(type, data);
      stream.#send({ type, data });
    };
    publish.close = (stream) => stream.#send(null);
  }
}

// One reporter for each tree of tests.
class Reporter {
  constructor() {
    this.stream = new TestsStream();
  }

  send(type, data) {
    publish.emit(this.stream, type, data);
  }

  end() {
    publish.close(this.stream);
  }

  // `test:enqueue`, `test:dequeue` and `test:start`: a test is about to do this.
  announce(event, test, type) {
    const data = { __proto__: null, nesting: test.nesting, name: test.name };
    if (type !== undefined) data.type = type;
    data.testId = test.testId;
    data.parentId = test.parent?.testId;
    data.tags = ArrayPrototypeSlice(test.tags);
    this.send(`test:${event}`, { ...data, ...test.place });
  }

  // `test:pass`, `test:fail` and `test:complete`: a test has ended.
  result(event, test, details, directive) {
    this.send(`test:${event}`, {
      __proto__: null,
      name: test.name,
      nesting: test.nesting,
      testNumber: test.testNumber,
      testId: test.testId,
      parentId: test.parent?.testId,
      details,
      tags: ArrayPrototypeSlice(test.tags),
      ...test.place,
      ...directive,
    });
  }

  plan(nesting, place, count) {
    this.send('test:plan', { __proto__: null, nesting, count, ...place });
  }

  diagnostic(nesting, place, message, level = 'info') {
    this.send('test:diagnostic', { __proto__: null, nesting, message, level, ...place });
  }

  coverage(nesting, place, summary) {
    this.send('test:coverage', { __proto__: null, nesting, summary, ...place });
  }

  summary(file, success, counts, duration) {
    this.send('test:summary', { __proto__: null, success, counts, duration_ms: duration, file });
  }

  interrupted(tests) {
    this.send('test:interrupted', { __proto__: null, tests });
  }
}

// The result of a test that has ended: details, and whether its failure counts.
function describeResult(test) {
  const { attempt, error, expectFailure, isTodo, passed, passedAttempt, skipped, type } = test;
  const details = { __proto__: null, duration_ms: test.milliseconds(), type };
  if (!passed) details.error = error;
  if (attempt !== undefined) details.attempt = attempt;
  if (passedAttempt !== undefined) details.passed_on_attempt = passedAttempt;
  let directive;
  if (skipped) directive = { __proto__: null, skip: test.message ?? true };
  else if (isTodo) directive = { __proto__: null, todo: test.message ?? true };
  else if (expectFailure) directive = { __proto__: null, expectFailure: expectFailure.label ?? true };
  return { __proto__: null, details, directive };
}

// For tests that a filter has left out.
class SilentReporter extends Reporter {
  send() {}
}

module.exports = { Reporter, SilentReporter, describeResult };
