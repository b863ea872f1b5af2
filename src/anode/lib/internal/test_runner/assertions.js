'use strict';

// The methods of t.assert: those of node:assert, snapshots, and assertions that users register.

const { SafeMap } = primordials;
const { validateFunction, validateString } = require('internal/validators');

const fromAssert = [
  'deepEqual', 'deepStrictEqual', 'doesNotMatch', 'doesNotReject', 'doesNotThrow', 'equal', 'fail', 'ifError', 'match',
  'notDeepEqual', 'notDeepStrictEqual', 'notEqual', 'notStrictEqual', 'partialDeepStrictEqual', 'rejects', 'strictEqual', 'throws',
];
let known;

function allAssertions() {
  if (known === undefined) {
    const assert = require('assert');
    known = new SafeMap();
    for (let i = 0; i < fromAssert.length; i++) known.set(fromAssert[i], assert[fromAssert[i]]);
  }
  return known;
}

// A name given here goes before the method of that name.
function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  allAssertions().set(name, fn);
}

function assertionsOf(harness) {
  const assertions = allAssertions();
  if (harness.snapshots === null) {
    const { SnapshotManager } = require('internal/test_runner/snapshot');
    harness.snapshots = new SnapshotManager(harness.config.updateSnapshots);
    if (!assertions.has('snapshot')) assertions.set('snapshot', harness.snapshots.makeAssert());
    if (!assertions.has('fileSnapshot')) assertions.set('fileSnapshot', harness.snapshots.makeFileAssert());
  }
  return assertions;
}

module.exports = { assertionsOf, register };
