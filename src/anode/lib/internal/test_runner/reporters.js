'use strict';

// The reporters, and where each writes: --test-reporter and --test-reporter-destination.

const { ArrayPrototypePush, ObjectGetOwnPropertyDescriptor, SafePromiseAll } = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { contextNow, runAs } = require('internal/test_runner/current');

const builtin = {
  '__proto__': null,
  'dot': 'internal/test_runner/reporter_dot',
  'junit': 'internal/test_runner/reporter_junit',
  'lcov': 'internal/test_runner/reporter_lcov',
  'spec': 'internal/test_runner/reporter_spec',
  'tap': 'internal/test_runner/reporter_tap',
  'v8-serializer': 'internal/test_runner/wire',
};

function builtinReporter(name) {
  if (name === 'v8-serializer') return process.env.NODE_TEST_CONTEXT === 'child-v8' ? require(builtin[name]).writer : undefined;
  return builtin[name] === undefined ? undefined : require(builtin[name]);
}

async function load(name) {
  let reporter = builtinReporter(name);
  if (reporter === undefined) {
    const { importModule } = require('internal/modules/esm/loader');
    const { pathToFileURL } = require('internal/url');
    reporter = await importModule(name, pathToFileURL(`${process.cwd()}/`).href);
  }
  if (reporter?.default) reporter = reporter.default;
  if (reporter?.prototype && ObjectGetOwnPropertyDescriptor(reporter.prototype, 'constructor')) reporter = new reporter();
  if (!reporter) throw new ERR_INVALID_ARG_VALUE('Reporter', name, 'is not a valid reporter');
  return reporter;
}

function open(destination) {
  if (destination === 'stdout') return process.stdout;
  if (destination === 'stderr') return process.stderr;
  return require('fs').createWriteStream(destination, { __proto__: null, flush: true });
}

class Reporters {
  // `{ reporter, destination }`, once connected.
  made = [];
  #names;
  #destinations;

  constructor(names, destinations) {
    this.#names = names;
    this.#destinations = destinations;
  }

  // Whether files that run in processes of their own shall colour their output.
  get wantColors() {
    const { shouldColorize } = require('internal/util/colors');
    for (let i = 0; i < this.#destinations.length; i++) {
      const destination = this.#destinations[i];
      if ((destination === 'stdout' || destination === 'stderr') && shouldColorize(process[destination])) return true;
    }
    return false;
  }

  // Reporters run as themselves, not as part of the test that made them run.
  connect(stream) {
    return runAs(this, contextNow(), () => this.#connect(stream), undefined, []);
  }

  async #connect(stream) {
    const compose = require('internal/streams/compose');
    const destinations = [];
    const loading = [];
    for (let i = 0; i < this.#names.length; i++) {
      destinations[i] = open(this.#destinations[i]);
      ArrayPrototypePush(loading, load(this.#names[i]));
    }
    const reporters = await SafePromiseAll(loading);
    for (let i = 0; i < reporters.length; i++) {
      compose(stream, reporters[i]).pipe(destinations[i]);
      this.made[i] = { __proto__: null, reporter: reporters[i], destination: destinations[i] };
    }
  }
}

module.exports = { Reporters };
