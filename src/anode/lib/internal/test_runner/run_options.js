'use strict';

// The options of run().

const { ArrayIsArray, ArrayPrototypeMap } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { validatePath } = require('internal/fs/validate_path');
const { defaultExclusion, toRegExp } = require('internal/test_runner/command_line');
const { newSeed } = require('internal/test_runner/random');
const { readTag } = require('internal/test_runner/settings');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { isRegExp } = require('internal/util/types');
const {
  validateArray, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf, validateString, validateStringArray,
  validateUint32,
} = require('internal/validators');

const asArray = (value) => (ArrayIsArray(value) ? value : [value]);

function refuse(name, value, why) {
  throw new ERR_INVALID_ARG_VALUE(name, value, why);
}

function readPatterns(value, name) {
  if (value == null) return value;
  return ArrayPrototypeMap(asArray(value), (pattern, i) => {
    if (isRegExp(pattern)) return pattern;
    if (typeof pattern === 'string') return toRegExp(pattern, `options.${name}[${i}]`);
    throw new ERR_INVALID_ARG_TYPE(`options.${name}[${i}]`, ['string', 'RegExp'], pattern);
  });
}

function readTagFilters(value) {
  if (value == null || value.length === 0) return null;
  emitExperimentalWarning('Test tags');
  return ArrayPrototypeMap(asArray(value), (tag, i) => readTag(tag, `options.testTagFilters[${i}]`));
}

function readShard(shard, watch) {
  if (shard == null) return shard;
  validateObject(shard, 'options.shard');
  const { index, total } = shard;
  validateInteger(total, 'options.shard.total', 1);
  validateInteger(index, 'options.shard.index', 1, total);
  if (watch) refuse('options.shard', watch, 'shards not supported with watch mode');
  return { __proto__: null, index, total };
}

function readRandom({ randomize, randomSeed, watch, rerunFailuresFilePath }) {
  const given = randomSeed != null;
  randomize = given ? true : randomize;
  const exclude = (mode) => {
    if (given) refuse('options.randomSeed', randomSeed, `is not supported with ${mode} mode`);
    if (randomize) refuse('options.randomize', randomize, `is not supported with ${mode} mode`);
  };
  if (watch) exclude('watch');
  if (rerunFailuresFilePath) {
    validatePath(rerunFailuresFilePath, 'options.rerunFailuresFilePath');
    exclude('rerun failures');
  }
  return { __proto__: null, randomize, randomSeed: randomize ? randomSeed ?? newSeed() : randomSeed };
}

function readCoverage({ coverage = false, coverageExcludeGlobs, coverageIncludeGlobs, ...options }) {
  validateBoolean(coverage, 'options.coverage');
  const found = { __proto__: null, coverage, sourceMaps: Boolean(getOptionValue('--enable-source-maps')) };
  if (coverageExcludeGlobs != null) {
    found.coverageExcludeGlobs = asArray(coverageExcludeGlobs);
    validateStringArray(found.coverageExcludeGlobs, 'options.coverageExcludeGlobs');
  } else if (coverage) {
    found.coverageExcludeGlobs = [defaultExclusion()];
  }
  if (coverageIncludeGlobs != null) {
    found.coverageIncludeGlobs = asArray(coverageIncludeGlobs);
    validateStringArray(found.coverageIncludeGlobs, 'options.coverageIncludeGlobs');
  }
  for (const name of ['lineCoverage', 'branchCoverage', 'functionCoverage']) {
    found[name] = options[name] ?? 0;
    validateInteger(found[name], `options.${name}`, 0, 100);
  }
  return found;
}

function readRunOptions(options) {
  validateObject(options, 'options');
  const { files, watch, forceExit, only, globPatterns, randomize, randomSeed, setup, globalSetupPath, env } = options;
  const { isolation = 'process', argv = [], execArgv = [], cwd = process.cwd() } = options;
  if (files != null) validateArray(files, 'options.files');
  if (watch != null) validateBoolean(watch, 'options.watch');
  if (forceExit != null) {
    validateBoolean(forceExit, 'options.forceExit');
    if (forceExit && watch) refuse('options.forceExit', watch, 'is not supported with watch mode');
  }
  if (only != null) validateBoolean(only, 'options.only');
  if (globPatterns != null) validateArray(globPatterns, 'options.globPatterns');
  if (randomize != null) validateBoolean(randomize, 'options.randomize');
  if (randomSeed != null) validateUint32(randomSeed, 'options.randomSeed');
  const random = readRandom(options);
  validateString(cwd, 'options.cwd');
  if (globPatterns?.length > 0 && files?.length > 0) {
    refuse('options.globPatterns', globPatterns, "is not supported when specifying 'options.files'");
  }
  const shard = readShard(options.shard, watch);
  if (setup != null) validateFunction(setup, 'options.setup');
  const testNamePatterns = readPatterns(options.testNamePatterns, 'testNamePatterns');
  const testSkipPatterns = readPatterns(options.testSkipPatterns, 'testSkipPatterns');
  const testTagFilters = readTagFilters(options.testTagFilters);
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  const coverage = readCoverage(options);
  validateStringArray(argv, 'options.argv');
  validateStringArray(execArgv, 'options.execArgv');
  if (globalSetupPath != null) validatePath(globalSetupPath, 'options.globalSetupPath');
  if (env != null) {
    validateObject(env);
    if (isolation === 'none') refuse('options.env', env, "is not supported with isolation='none'");
  }
  const { concurrency, timeout, signal, rerunFailuresFilePath, inspectPort } = options;
  return {
    __proto__: null, argv, concurrency, cwd, env, execArgv, files, forceExit, globPatterns, globalSetupPath, inspectPort, isolation, only,
    rerunFailuresFilePath, setup, shard, signal, testNamePatterns, testSkipPatterns, testTagFilters,
    testTagFilterExpressions: testTagFilters ?? options.testTagFilterExpressions, timeout, watch, ...random, coverageOptions: coverage,
  };
}

module.exports = { readRunOptions };
