'use strict';

// --test-rerun-failures: tests that passed in an earlier run are not run again; their earlier results are reported.

const { BigInt, JSONParse, MathRound, SafeMap, ArrayPrototypePush, JSONStringify } = primordials;
const { hrtime: { bigint: hrtime } } = process;

function readRuns(path) {
  try {
    return JSONParse(require('fs').readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function setUp(harness) {
  const { root, config } = harness;
  const path = config.rerunFailuresFilePath;
  if (!path) return;
  harness.previousRuns = readRuns(path);
  if (harness.previousRuns === null) {
    harness.failOutsideOfTests(`Warning: The rerun failures file at ${path} is not a valid rerun file. ` +
      'The test runner will not be able to rerun failed tests.');
    return;
  }
  if (!process.env.NODE_TEST_CONTEXT) {
    const PassThrough = require('internal/streams/passthrough');
    const compose = require('internal/streams/compose');
    compose(root.reporter.stream, recordRun(harness)).pipe(new PassThrough());
  }
}

// Several tests at one place (in a loop) get a number each.
function numbered(counts, id) {
  const count = counts.get(id);
  counts.set(id, (count ?? 0) + 1);
  return count === undefined ? id : `${id}:(${count})`;
}

const placeId = (cwd, { file, line, column }) => `${require('internal/path/posix').relative(cwd, file)}:${line}:${column}`;

const seen = new SafeMap();

function replay(test) {
  const { previousRuns } = test.root.harness;
  const id = numbered(seen, placeId(test.config.cwd, test.place));
  test.attempt = previousRuns.length;
  const earlier = previousRuns[test.attempt - 1]?.[id];
  if (earlier == null) return;
  test.passedAttempt = earlier.passed_on_attempt;
  const isSuite = () => test.type === 'suite';
  test.fn = () => {
    if (!isSuite()) {
      test.startTime = hrtime();
      test.endTime = test.startTime + BigInt(MathRound((earlier.duration_ms ?? 0) * 1e6));
    }
    const { Test } = require('internal/test_runner/test');
    const children = earlier.children ?? [];
    for (let i = 0; i < children.length; i++) {
      const { name, line, column, file } = children[i];
      const child = test.createSubtest(Test, name, {}, () => {}, { __proto__: null, place: { __proto__: null, line, column, file } });
      // A suite starts its tests itself.
      if (!isSuite()) child.start();
    }
  };
}

// A reporter that notes the tests that passed.
function recordRun({ previousRuns, config }) {
  return async function record(source) {
    const run = { __proto__: null };
    const counts = new SafeMap();
    let open = null;
    const begin = (data) => {
      const begun = { __proto__: null, data, outer: open, children: [] };
      if (open !== null) ArrayPrototypePush(open.children, data);
      open = begun;
    };
    for await (const { type, data } of source) {
      if (type === 'test:start') {
        begin(data);
      } else if (type === 'test:pass' || type === 'test:fail') {
        if (open === null || open.data.name !== data.name || open.data.nesting !== data.nesting) begin(data);
        const { children, outer } = open;
        open = outer;
        const id = numbered(counts, placeId(config.cwd, data));
        if (type === 'test:pass') {
          const { duration_ms, passed_on_attempt, attempt } = data.details;
          run[id] = { __proto__: null, name: data.name, children, passed_on_attempt: passed_on_attempt ?? attempt, duration_ms };
        }
      }
    }
    ArrayPrototypePush(previousRuns, run);
    require('fs').writeFileSync(config.rerunFailuresFilePath, JSONStringify(previousRuns, null, 2), 'utf8');
  };
}

module.exports = { replay, setUp };
