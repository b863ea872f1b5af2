'use strict';

// printf for people: util.format('%s is %d', 'x', 1).

const {
  JSONStringify,
  Number,
  NumberParseFloat,
  NumberParseInt,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeSplit,
  SymbolToPrimitive,
} = primordials;
const { getProxyDetails } = require('internal/engine');
const { builtInObjects } = require('internal/util/inspect/names');
const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
const { stylizeNoColor } = require('internal/util/inspect/colors');

let circularMessage;

function tryStringify(value) {
  try {
    return JSONStringify(value);
  } catch (error) {
    // The engine's own message, found out by causing it once.
    if (circularMessage === undefined) {
      try {
        const loop = {};
        loop.a = loop;
        JSONStringify(loop);
      } catch (circular) {
        circularMessage = firstLine(circular);
      }
    }
    if (error.name === 'TypeError' && firstLine(error) === circularMessage) return '[Circular]';
    throw error;
  }
}

const firstLine = (error) => StringPrototypeSplit(error.message, '\n', 1)[0];

// Does String(value) run only methods of the language?
function hasBuiltInToString(value) {
  let proxy = getProxyDetails(value);
  while (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return true;
    value = proxy[0];
    proxy = getProxyDetails(value);
  }
  if (typeof value[SymbolToPrimitive] === 'function' && !comesFromBuiltIn(value, SymbolToPrimitive)) return false;
  return typeof value.toString !== 'function' || comesFromBuiltIn(value, 'toString');
}

// Does the method belong to a class of the language?
function comesFromBuiltIn(value, key) {
  if (ObjectPrototypeHasOwnProperty(value, key)) return false;
  let pointer = value;
  do {
    pointer = ObjectGetPrototypeOf(pointer);
    // A proxy on the chain may answer for a property that no object has.
    if (pointer === null) return true;
  } while (!ObjectPrototypeHasOwnProperty(pointer, key));
  const descriptor = ObjectGetOwnPropertyDescriptor(pointer, 'constructor');
  return descriptor !== undefined && typeof descriptor.value === 'function' &&
    builtInObjects.has(descriptor.value.name);
}

function separates(options) {
  return options?.numericSeparator ?? require('internal/util/inspect').inspectDefaultOptions.numericSeparator;
}

const numberOrBigInt = (value, toNumber, options) => {
  if (typeof value === 'bigint') return formatBigInt(stylizeNoColor, value, separates(options));
  return formatNumber(stylizeNoColor, typeof value === 'symbol' ? NaN : toNumber(value), separates(options));
};

function formatDirective(code, value, options) {
  const { inspect } = require('internal/util/inspect');
  switch (code) {
    case 115: // s
      if (typeof value === 'number') return formatNumber(stylizeNoColor, value, separates(options));
      if (typeof value === 'bigint') return formatBigInt(stylizeNoColor, value, separates(options));
      if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
      return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
    case 106: // j
      return tryStringify(value);
    case 100: // d
      return numberOrBigInt(value, Number, options);
    case 105: // i
      return numberOrBigInt(value, NumberParseInt, options);
    case 102: // f
      if (typeof value === 'symbol') return 'NaN';
      return formatNumber(stylizeNoColor, NumberParseFloat(value), separates(options));
    case 79: // O
      return inspect(value, options);
    case 111: // o
      return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 99: // c, a style: terminals have none
      return '';
  }
}

function formatWithOptionsInternal(options, args) {
  const first = args[0];
  let next = 0;
  let result = '';
  let join = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    let last = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (StringPrototypeCharCodeAt(first, i) !== 37) continue;
      const code = StringPrototypeCharCodeAt(first, ++i);
      if (code === 37) {
        result += StringPrototypeSlice(first, last, i);
        last = i + 1;
        continue;
      }
      if (next + 1 === args.length) continue;
      const text = formatDirective(code, args[next + 1], options);
      if (text === undefined && code !== 106) continue;
      next++;
      result += StringPrototypeSlice(first, last, i - 1);
      result += text;
      last = i + 1;
    }
    if (last !== 0) {
      next++;
      join = ' ';
      if (last < first.length) result += StringPrototypeSlice(first, last);
    }
  }
  for (; next < args.length; next++) {
    const value = args[next];
    result += join;
    result += typeof value === 'string' ? value : require('internal/util/inspect').inspect(value, options);
    join = ' ';
  }
  return result;
}

const format = (...args) => formatWithOptionsInternal(undefined, args);

function formatWithOptions(inspectOptions, ...args) {
  require('internal/validators').validateObject(inspectOptions, 'inspectOptions',
                                                require('internal/validators').kValidateObjectAllowObjects);
  return formatWithOptionsInternal(inspectOptions, args);
}

module.exports = { format, formatWithOptions };
