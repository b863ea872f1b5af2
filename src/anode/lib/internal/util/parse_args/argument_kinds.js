'use strict';

// The kinds of command-line arguments. POSIX and GNU conventions: https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap12.html

const {
  ObjectEntries,
  ObjectPrototypeHasOwnProperty,
  StringPrototypeIncludes,
  StringPrototypeStartsWith,
} = primordials;
const { validateObject } = require('internal/validators');

const objectGetOwn = (object, key) => (ObjectPrototypeHasOwnProperty(object, key) ? object[key] : undefined);

const optionsGetOwn = (options, longOption, key) =>
  (ObjectPrototypeHasOwnProperty(options, longOption) ? objectGetOwn(options[longOption], key) : undefined);

// A lone dash stands for standard input, so any text is a value.
const isOptionValue = (value) => value != null;
const isOptionLikeValue = (value) => value != null && value.length > 1 && value[0] === '-';

const isLoneShortOption = (arg) => arg.length === 2 && arg[0] === '-' && arg[1] !== '-';
const isLoneLongOption = (arg) =>
  arg.length > 2 && StringPrototypeStartsWith(arg, '--') && !StringPrototypeIncludes(arg, '=', 3);
const isLongOptionAndValue = (arg) =>
  arg.length > 2 && StringPrototypeStartsWith(arg, '--') && StringPrototypeIncludes(arg, '=', 3);

const startsAsShort = (arg) => arg.length > 2 && arg[0] === '-' && arg[1] !== '-';

function findLongOptionForShort(shortOption, options) {
  validateObject(options, 'options');
  const entries = ObjectEntries(options);
  for (let i = 0; i < entries.length; i++) {
    if (objectGetOwn(entries[i][1], 'short') === shortOption) return entries[i][0];
  }
  return shortOption;
}

// -abc, three options
function isShortOptionGroup(arg, options) {
  return startsAsShort(arg) && optionsGetOwn(options, findLongOptionForShort(arg[1], options), 'type') !== 'string';
}

// -fFILE
function isShortOptionAndValue(shortAndValue, options) {
  validateObject(options, 'options');
  return startsAsShort(shortAndValue) &&
    optionsGetOwn(options, findLongOptionForShort(shortAndValue[1], options), 'type') === 'string';
}

const useDefaultValueOption = (longOption, optionConfig, values) =>
  objectGetOwn(optionConfig, 'default') !== undefined && values[longOption] === undefined;

module.exports = {
  findLongOptionForShort,
  isLoneLongOption,
  isLoneShortOption,
  isLongOptionAndValue,
  isOptionLikeValue,
  isOptionValue,
  isShortOptionAndValue,
  isShortOptionGroup,
  objectGetOwn,
  optionsGetOwn,
  useDefaultValueOption,
};
