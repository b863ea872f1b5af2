'use strict';

const { ObjectAssign, ObjectDefineProperty } = primordials;
const { addHook, addTest } = require('internal/test_runner/harness');
const { callerPlace } = require('internal/test_runner/place');
const { currentTest } = require('internal/test_runner/current');
const { Suite } = require('internal/test_runner/suite');
const { Test } = require('internal/test_runner/test');

// test(), and test.skip(), test.todo(), test.only(), test.expectFailure().
function makeAdder(Class) {
  const test = (name, options, fn) => addTest(Class, name, options, fn, { __proto__: null, place: callerPlace(test) });
  const keywords = ['expectFailure', 'skip', 'todo', 'only'];
  for (let i = 0; i < keywords.length; i++) {
    const keyword = keywords[i];
    const addWith = (name, options, fn) =>
      addTest(Class, name, options, fn, { __proto__: null, [keyword]: true, place: callerPlace(addWith) });
    test[keyword] = addWith;
  }
  return test;
}

function makeHookAdder(kind) {
  const add = (fn, options) => addHook(kind, fn, options, callerPlace(add));
  return add;
}

function getTestContext() {
  return currentTest()?.context;
}

const test = makeAdder(Test);
const suite = makeAdder(Suite);

module.exports = ObjectAssign(test, {
  after: makeHookAdder('after'),
  afterEach: makeHookAdder('afterEach'),
  before: makeHookAdder('before'),
  beforeEach: makeHookAdder('beforeEach'),
  describe: suite,
  getTestContext,
  it: test,
  run: (options) => require('internal/test_runner/runner').run(options),
  suite,
  test,
});

function lazy(name, make) {
  let value;
  ObjectDefineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get: () => value ??= make(),
  });
}

lazy('mock', () => {
  const { MockTracker } = require('internal/test_runner/mock');
  return new MockTracker();
});
lazy('snapshot', () => {
  const { setDefaultSnapshotSerializers, setResolveSnapshotPath } = require('internal/test_runner/snapshot');
  return { __proto__: null, setDefaultSnapshotSerializers, setResolveSnapshotPath };
});
lazy('assert', () => ({ __proto__: null, register: require('internal/test_runner/assertions').register }));
