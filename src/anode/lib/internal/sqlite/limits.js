'use strict';

// db.limits: an object whose properties are the connection's limits.

const { NumberIsInteger, ObjectPrototypeHasOwnProperty, Proxy } = primordials;

const sqlite = binding('sqlite');
const { invalidType, outOfRange } = require('internal/sqlite/errors');

const NAMES = [
  'length', 'sqlLength', 'column', 'exprDepth', 'compoundSelect', 'vdbeOp', 'functionArg', 'attach', 'likePatternLength', 'variableNumber',
  'triggerDepth',
];
const HIGHEST = 0x7fffffff;  // more than SQLite allows: it takes its own

function checked(value) {
  if (value === Infinity) return HIGHEST;
  if (!NumberIsInteger(value)) throw invalidType('Limit value must be a non-negative integer or Infinity.');
  if (value < 0) throw outOfRange('Limit value must be non-negative.');
  return value > HIGHEST ? HIGHEST : value;
}

function makeLimits(open) {
  const target = {};
  const positions = { __proto__: null };
  for (let i = 0; i < NAMES.length; i++) {
    positions[NAMES[i]] = i;
    target[NAMES[i]] = 0;
  }
  const valueOf = (key) => (typeof key === 'string' && positions[key] !== undefined ? sqlite.limit(open(), positions[key]) : undefined);
  return new Proxy(target, {
    __proto__: null,
    get: (object, key) => valueOf(key) ?? object[key],
    set(object, key, value) {
      if (typeof key === 'string' && positions[key] !== undefined) sqlite.limit(open(), positions[key], checked(value));
      else object[key] = value;
      return true;
    },
    getOwnPropertyDescriptor(object, key) {
      if (!ObjectPrototypeHasOwnProperty(object, key)) return undefined;
      return { value: valueOf(key) ?? object[key], writable: true, enumerable: true, configurable: true };
    },
  });
}

// The option `limits`, as pairs of position and value.
function readLimits(given) {
  if (typeof given !== 'object' || given === null) throw invalidType('The "options.limits" argument must be an object.');
  const pairs = [];
  for (let i = 0; i < NAMES.length; i++) {
    const value = given[NAMES[i]];
    if (value === undefined) continue;
    if (!NumberIsInteger(value)) throw invalidType(`The "options.limits.${NAMES[i]}" argument must be an integer.`);
    if (value < 0) throw outOfRange(`The "options.limits.${NAMES[i]}" argument must be non-negative.`);
    pairs[pairs.length] = [i, value > HIGHEST ? HIGHEST : value];
  }
  return pairs;
}

module.exports = { makeLimits, readLimits };
