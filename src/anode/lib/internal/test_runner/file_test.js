'use strict';

// A file of tests, run in a process of its own: a test of the process that runs them all. Its own tests are reported in its place.

const {
  ArrayPrototypeFilter, ArrayPrototypeIncludes, ArrayPrototypePush, ArrayPrototypeSome, RegExpPrototypeExec, SafePromiseAll, SafeSet,
  StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;
const { failure, kAborted, kCancelledByParent, kSubtestsFailed, kTestCode, kTimeout } = require('internal/test_runner/failures');
const { Test } = require('internal/test_runner/test');
const { FrameReader } = require('internal/test_runner/wire');

const cancelled = new SafeSet();
for (const type of [kCancelledByParent, kAborted, kTimeout]) cancelled.add(type);
// Reported as they happen, whichever file's turn it is.
const unordered = new SafeSet();
for (const type of ['test:enqueue', 'test:dequeue', 'test:complete']) unordered.add(type);

const summaryLine = /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) \S+$/;

// Options for the process that runs the files, not for the files.
const OWN = ['--test', '--experimental-test-coverage', '--test-randomize', '--watch'];
const OWN_WITH_VALUE = [
  '--experimental-test-tag-filter', '--test-reporter', '--test-reporter-destination', '--test-random-seed', '--test-global-setup',
];

class FileTest extends Test {
  failedSubtests = false;
  #told = 0;
  #waiting = [];

  constructor(options) {
    super(options);
    this.place ??= { __proto__: null, line: 1, column: 1, file: require('internal/path/posix').resolve(this.name) };
    this.timeout = null;
  }

  // The file itself is not reported if its tests are, and it failed only because of them.
  #isTransparent() {
    return this.#told > 0 && (this.error === null || this.error.failureType === kSubtestsFailed);
  }

  receive(event) {
    const { type, data } = event;
    if (unordered.has(type)) {
      this.#pass(event);
      return;
    }
    if (type === 'test:pass' || type === 'test:fail') {
      this.#told++;
      if (type === 'test:fail' && data.nesting === 0) this.failedSubtests = true;
    }
    if (this.isItsTurn()) {
      this.#passWaiting();
      this.#pass(event);
    } else {
      ArrayPrototypePush(this.#waiting, event);
    }
  }

  #passWaiting() {
    const events = this.#waiting;
    this.#waiting = [];
    for (let i = 0; i < events.length; i++) this.#pass(events[i]);
  }

  #pass({ type, data }) {
    const { harness } = this.root;
    const isTopLevel = data.nesting === 0;
    if (isTopLevel && type === 'test:plan' && this.#isTransparent()) return;
    if (isTopLevel && type === 'test:diagnostic' && RegExpPrototypeExec(summaryLine, data.message) !== null) return;
    if (type === 'test:pass' || type === 'test:fail') {
      if (isTopLevel) data.testNumber = harness.counters.topLevel + 1;
      harness.count({
        __proto__: null,
        nesting: data.nesting,
        type: data.details?.type,
        skipped: data.skip !== undefined,
        isTodo: data.todo !== undefined,
        passed: type === 'test:pass',
        cancelled: cancelled.has(data.details?.error?.failureType),
      });
    }
    this.reporter.send(type, data);
  }

  tellStarted() {}

  tellOwn() {
    this.#passWaiting();
    if (this.#isTransparent()) return;
    super.tellStarted();
    super.tellOwn();
  }
}

function isForChild(argument, index, all) {
  if (ArrayPrototypeIncludes(OWN, argument)) return false;
  return !ArrayPrototypeSome(OWN_WITH_VALUE, (name) =>
    argument === name || StringPrototypeStartsWith(argument, `${name}=`) || (index > 0 && all[index - 1] === name));
}

function childArguments(files, options) {
  const args = ArrayPrototypeFilter(process.execArgv, isForChild);
  const add = (name, value) => ArrayPrototypePush(args, value === undefined ? name : `${name}=${value}`);
  const addAll = (name, values) => {
    for (let i = 0; i < (values?.length ?? 0); i++) add(name, values[i]);
  };
  if (options.forceExit === true) add('--test-force-exit');
  const { isInspected, nextInspectPort } = require('internal/inspector/port');
  if (isInspected()) add('--inspect-port', nextInspectPort(options.inspectPort));
  addAll('--test-name-pattern', options.testNamePatterns);
  addAll('--test-skip-pattern', options.testSkipPatterns);
  addAll('--experimental-test-tag-filter', options.testTagFilterExpressions);
  if (options.only === true) add('--test-only');
  if (options.root.timeout != null) add('--test-timeout', options.root.timeout);
  if (options.rerunFailuresFilePath) add('--test-rerun-failures', options.rerunFailuresFilePath);
  if (options.randomize) add('--test-randomize');
  if (options.randomSeed != null) add('--test-random-seed', options.randomSeed);
  if (options.isolation === 'none') ArrayPrototypePush(args, '--test', '--test-isolation=none');
  ArrayPrototypePush(args, ...options.execArgv, ...files, ...options.argv);
  return args;
}

// Calls back with each line and its end, the last one also if it has none.
function readLines(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = StringPrototypeSplit(rest + text, '\n');
    rest = lines.pop();
    for (let i = 0; i < lines.length; i++) onLine(`${lines[i]}\n`);
  });
  stream.on('end', () => { if (rest !== '') onLine(`${rest}\n`); });
}

async function runInChild(subtest, files, options, watcher, { signal }) {
  const { spawn } = require('child_process');
  const { once } = require('events');
  const { finished } = require('stream/promises');
  const env = { __proto__: null, NODE_TEST_CONTEXT: 'child-v8', ...options.env ?? process.env };
  env.NODE_TEST_WORKER_ID = `${options.nextWorkerId()}`;
  if (options.root.config.reporters.wantColors) env.FORCE_COLOR = '1';
  const stdio = ['pipe', 'pipe', 'pipe'];
  if (watcher !== undefined) {
    env.WATCH_REPORT_DEPENDENCIES = '1';
    ArrayPrototypePush(stdio, 'ipc');
  }
  const child = spawn(process.execPath, childArguments(files, options), { __proto__: null, signal, env, stdio, cwd: options.cwd });
  watcher?.started(options.isolation === 'none' ? null : subtest.name, child);
  let failed;
  child.on('error', (error) => { failed = error; });
  const told = (type, file) => (message) => subtest.receive({ __proto__: null, type, data: { __proto__: null, file, message } });
  const reader = new FrameReader(told('test:stdout', subtest.name), (event) => subtest.receive(event));
  child.stdout.on('data', (chunk) => reader.read(chunk));
  readLines(child.stderr, told('test:stderr', subtest.name));
  const wait = { __proto__: null, signal };
  const { 0: { 0: exitCode, 1: killedBy } } = await SafePromiseAll([
    once(child, 'exit', wait), finished(child.stdout, wait), finished(child.stderr, wait),
  ]);
  reader.end();
  if (exitCode === 0 && killedBy === null) return;
  if (failed === undefined) {
    failed = failure('test failed', subtest.failedSubtests ? kSubtestsFailed : kTestCode);
    failed.exitCode = exitCode;
    failed.signal = killedBy;
    failed.stack = undefined;  // the failure was in the other process
  }
  throw failed;
}

// Runs `files` in one process, as the test `name`. With a watcher (watch.js) that process tells of the files that it loads.
function runFile(name, options, files = [name], watcher = undefined) {
  const { root, signal } = options;
  const subtest = root.createSubtest(
    FileTest, name ?? process.cwd(), { __proto__: null, signal }, (t) => runInChild(subtest, files, options, watcher, t));
  return subtest.start();
}

module.exports = { runFile };
