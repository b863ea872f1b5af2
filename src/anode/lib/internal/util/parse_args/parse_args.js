'use strict';

// util.parseArgs

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeSlice,
  ObjectEntries,
  ObjectPrototypeHasOwnProperty,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray,
  validateUnion,
} = require('internal/validators');
const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
    ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { argsToTokens } = require('internal/util/parse_args/tokens');
const { isOptionLikeValue, objectGetOwn, optionsGetOwn, useDefaultValueOption } = require('internal/util/parse_args/argument_kinds');

// With -e and -p the arguments do not start with a script's name.
function getMainArgs() {
  const { execArgv } = process;
  const flags = ['-e', '--eval', '-p', '--print'];
  for (let i = 0; i < flags.length; i++) {
    if (ArrayPrototypeIncludes(execArgv, flags[i])) return ArrayPrototypeSlice(process.argv, 1);
  }
  return ArrayPrototypeSlice(process.argv, 2);
}

function checkOptionConfig(name, config) {
  const path = `options.${name}`;
  validateObject(config, path);
  const type = objectGetOwn(config, 'type');
  validateUnion(type, `${path}.type`, ['string', 'boolean']);
  if (ObjectPrototypeHasOwnProperty(config, 'short')) {
    const { short } = config;
    validateString(short, `${path}.short`);
    if (short.length !== 1) throw new ERR_INVALID_ARG_VALUE(`${path}.short`, short, 'must be a single character');
  }
  const multiple = objectGetOwn(config, 'multiple');
  if (ObjectPrototypeHasOwnProperty(config, 'multiple')) validateBoolean(multiple, `${path}.multiple`);
  const value = objectGetOwn(config, 'default');
  if (value === undefined) return;
  const validate = type === 'string' ?
    (multiple ? validateStringArray : validateString) :
    (multiple ? validateBooleanArray : validateBoolean);
  validate(value, `${path}.default`);
}

// `--file --verbose`: is --verbose the file, or was the file forgotten?
function checkOptionLikeValue(token) {
  if (token.inlineValue || !isOptionLikeValue(token.value)) return;
  const { rawName } = token;
  const example = StringPrototypeStartsWith(rawName, '--') ?
    `'${rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${rawName}' argument is ambiguous.\n` +
    `Did you forget to specify the option argument for '${rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function checkOptionUsage(options, allowNegative, allowPositionals, token) {
  let { name } = token;
  if (!ObjectPrototypeHasOwnProperty(options, name)) {
    const negated = allowNegative && StringPrototypeStartsWith(name, 'no-');
    const positive = negated ? StringPrototypeSlice(name, 3) : undefined;
    if (positive === undefined || optionsGetOwn(options, positive, 'type') !== 'boolean') {
      throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = positive;
  }
  const short = optionsGetOwn(options, name, 'short');
  const names = `${short ? `-${short}, ` : ''}--${name}`;
  const type = optionsGetOwn(options, name, 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${names} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${names}' does not take an argument`);
  }
}

function storeOption(token, options, values, allowNegative) {
  let { name, value } = token;
  // A command line must not set a prototype.
  if (name === '__proto__') return;
  if (allowNegative && value === undefined && StringPrototypeStartsWith(name, 'no-')) {
    name = StringPrototypeSlice(name, 3);
    token.name = name;
    value = false;
  }
  value ??= true;
  if (optionsGetOwn(options, name, 'multiple')) {
    values[name] ??= [];
    values[name][values[name].length] = value;
  } else {
    values[name] = value;
  }
}

function parseArgs(config = kEmptyObject) {
  const args = objectGetOwn(config, 'args') ?? getMainArgs();
  const strict = objectGetOwn(config, 'strict') ?? true;
  const allowPositionals = objectGetOwn(config, 'allowPositionals') ?? !strict;
  const returnTokens = objectGetOwn(config, 'tokens') ?? false;
  const allowNegative = objectGetOwn(config, 'allowNegative') ?? false;
  const options = objectGetOwn(config, 'options') ?? { __proto__: null };

  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  const entries = ObjectEntries(options);
  for (let i = 0; i < entries.length; i++) checkOptionConfig(entries[i][0], entries[i][1]);

  const tokens = argsToTokens(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) result.tokens = tokens;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === 'option') {
      if (strict) {
        checkOptionUsage(options, allowNegative, allowPositionals, token);
        checkOptionLikeValue(token);
      }
      storeOption(token, options, result.values, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals[result.positionals.length] = token.value;
    }
  }
  for (let i = 0; i < entries.length; i++) {
    const { 0: name, 1: optionConfig } = entries[i];
    if (name !== '__proto__' && useDefaultValueOption(name, optionConfig, result.values)) {
      result.values[name] = objectGetOwn(optionConfig, 'default');
    }
  }
  return result;
}

module.exports = { parseArgs };
