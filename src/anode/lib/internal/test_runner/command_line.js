'use strict';

// The test options of the command line.

const {
  ArrayPrototypeMap, NumberParseInt, RegExp, RegExpPrototypeExec, SafeArrayIterator, StringPrototypeSplit,
} = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { Reporters } = require('internal/test_runner/reporters');
const { readTag } = require('internal/test_runner/settings');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { validateInteger, validateUint32 } = require('internal/validators');

let parsed;

// `/pattern/flags`, or a pattern alone.
function toRegExp(text, name) {
  const match = RegExpPrototypeExec(/^\/(.*)\/([a-z]*)$/, text);
  try {
    return new RegExp(match === null ? text : match[1], match === null ? '' : match[2]);
  } catch (error) {
    throw new ERR_INVALID_ARG_VALUE(name, text, `is an invalid regular expression.${error?.message ? ` ${error.message}` : ''}`);
  }
}

function readPatterns(name) {
  const given = getOptionValue(name);
  return given?.length > 0 ? ArrayPrototypeMap(given, (text) => toRegExp(text, name)) : null;
}

function readShard(text) {
  if (!text) return undefined;
  if (RegExpPrototypeExec(/^\d+\/\d+$/, text) === null) {
    throw new ERR_INVALID_ARG_VALUE('--test-shard', text, 'must be in the form of <index>/<total>');
  }
  const parts = StringPrototypeSplit(text, '/', 2);
  return { __proto__: null, index: NumberParseInt(parts[0], 10), total: NumberParseInt(parts[1], 10) };
}

function readTagFilters() {
  const given = getOptionValue('--experimental-test-tag-filter');
  if (!given?.length) return null;
  emitExperimentalWarning('Test tags');
  return ArrayPrototypeMap(given, (value, i) => readTag(value, `--experimental-test-tag-filter[${i}]`));
}

function readRandom() {
  const seed = getOptionValue('--test-random-seed');
  if (seed !== undefined) {
    validateUint32(seed, '--test-random-seed');
    return { __proto__: null, randomize: true, randomSeed: seed };
  }
  const randomize = Boolean(getOptionValue('--test-randomize'));
  return { __proto__: null, randomize, randomSeed: randomize ? require('internal/test_runner/random').newSeed() : undefined };
}

function readReporters() {
  const context = process.env.NODE_TEST_CONTEXT;
  if (context === 'child-v8') return new Reporters(['v8-serializer'], ['stdout']);
  if (context === 'child') return new Reporters(['tap'], ['stdout']);
  const names = [...getOptionValue('--test-reporter') ?? []];
  const destinations = [...getOptionValue('--test-reporter-destination') ?? []];
  if (names.length === 0 && destinations.length === 0) names[0] = 'spec';
  if (names.length === 1 && destinations.length === 0) destinations[0] = 'stdout';
  if (names.length !== destinations.length) {
    throw new ERR_INVALID_ARG_VALUE('--test-reporter', names, "must match the number of specified '--test-reporter-destination'");
  }
  return new Reporters(names, destinations);
}

// Files of tests are left out, unless the command line says otherwise.
function defaultExclusion() {
  const extensions = getOptionValue('--strip-types') === false ? 'js,mjs,cjs' : 'js,mjs,cjs,ts,mts,cts';
  return `**/{test,test/**/*,test-*,*[._-]test}.{${extensions}}`;
}

function readCoverage() {
  const coverage = Boolean(getOptionValue('--experimental-test-coverage'));
  if (!coverage) return { __proto__: null, coverage };
  const exclude = getOptionValue('--test-coverage-exclude');
  const found = {
    __proto__: null, coverage, sourceMaps: Boolean(getOptionValue('--enable-source-maps')),
    coverageExcludeGlobs: exclude?.length > 0 ? exclude : [defaultExclusion()],
    coverageIncludeGlobs: getOptionValue('--test-coverage-include'),
  };
  for (const { 0: name, 1: option } of new SafeArrayIterator([
    ['branchCoverage', '--test-coverage-branches'], ['lineCoverage', '--test-coverage-lines'],
    ['functionCoverage', '--test-coverage-functions'],
  ])) {
    found[name] = getOptionValue(option) ?? 0;
    validateInteger(found[name], option, 0, 100);
  }
  return found;
}

function parseCommandLine() {
  if (parsed !== undefined) return parsed;
  const isTestRunner = Boolean(getOptionValue('--test'));
  const isolation = isTestRunner ? getOptionValue('--test-isolation') || 'process' : undefined;
  const inOwnProcesses = isTestRunner && isolation !== 'none';
  const filters = readTagFilters();
  parsed = {
    __proto__: null,
    isTestRunner,
    // Files run side by side; tests within a file do so only with an option.
    concurrency: inOwnProcesses ? getOptionValue('--test-concurrency') || true : 1,
    ...readCoverage(),
    forceExit: Boolean(getOptionValue('--test-force-exit')),
    globalSetupPath: process.env.NODE_TEST_CONTEXT ? undefined : getOptionValue('--test-global-setup'),
    isolation,
    only: inOwnProcesses ? false : Boolean(getOptionValue('--test-only')),
    reporters: readReporters(),
    rerunFailuresFilePath: getOptionValue('--test-rerun-failures'),
    shard: isTestRunner ? readShard(getOptionValue('--test-shard')) : undefined,
    // The processes of the files get the patterns too, and apply them.
    testNamePatterns: inOwnProcesses ? null : readPatterns('--test-name-pattern'),
    testSkipPatterns: inOwnProcesses ? null : readPatterns('--test-skip-pattern'),
    testTagFilterExpressions: getOptionValue('--experimental-test-tag-filter') ?? null,
    testTagFilters: inOwnProcesses ? null : filters,
    timeout: getOptionValue('--test-timeout') || Infinity,
    updateSnapshots: Boolean(getOptionValue('--test-update-snapshots')),
    watch: Boolean(getOptionValue('--watch')),
    ...readRandom(),
  };
  return parsed;
}

module.exports = { defaultExclusion, parseCommandLine, toRegExp };
