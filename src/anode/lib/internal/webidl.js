'use strict';

// Web IDL's conversions of arguments. Each takes (value, options); error messages name the argument by options.prefix and options.context.

const {
  BigInt,
  BigIntAsIntN,
  BigIntAsUintN,
  FunctionPrototypeCall,
  MathMax,
  MathMin,
  MathTrunc,
  Number,
  NumberIsFinite,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  NumberMIN_SAFE_INTEGER,
  ObjectAssign,
  ObjectPrototypeIsPrototypeOf,
  SafeSet,
  String,
  SymbolIterator,
  TypeError,
} = primordials;

const { kEmptyObject } = require('internal/util/frozen');

const converters = { __proto__: null };

function makeException(message, options = kEmptyObject, code = options.code ?? 'ERR_INVALID_ARG_TYPE') {
  const prefix = options.prefix ? `${options.prefix}: ` : '';
  const context = options.context === '' ? '' : `${options.context ?? 'Value'} `;
  const error = new TypeError(`${prefix}${context}${message}`);
  error.code = code;
  return error;
}

function type(value) {
  switch (typeof value) {
    case 'undefined': return 'Undefined';
    case 'boolean': return 'Boolean';
    case 'string': return 'String';
    case 'symbol': return 'Symbol';
    case 'number': return 'Number';
    case 'bigint': return 'BigInt';
    default: return value === null ? 'Null' : 'Object';
  }
}

function toNumber(value, options) {
  if (typeof value === 'bigint') throw makeException('is a BigInt and cannot be converted to a number.', options);
  if (typeof value === 'symbol') throw makeException('is a Symbol and cannot be converted to a number.', options);
  return +value;
}

function toText(value, options) {
  if (typeof value === 'symbol') throw makeException('is a Symbol and cannot be converted to a string.', options);
  return String(value);
}

function roundHalfToEven(x) {
  const floor = MathTrunc(x);
  const rest = x - floor;
  if (rest === 0.5 || rest === -0.5) return floor % 2 === 0 ? floor : floor + rest * 2;
  return MathTrunc(x + (x < 0 ? -0.5 : 0.5));
}

/** An integer of `bits` bits: modulo 2 ** bits, unless [EnforceRange] or [Clamp] is given. */
function convertToInt(value, bits, signedness = 'unsigned', options = kEmptyObject) {
  const signed = signedness === 'signed';
  let min = 0;
  let max = NumberMAX_SAFE_INTEGER;
  if (bits === 64) {
    if (signed) min = NumberMIN_SAFE_INTEGER;
  } else {
    min = signed ? -(2 ** (bits - 1)) : 0;
    max = 2 ** (signed ? bits - 1 : bits) - 1;
  }
  let x = toNumber(value, options);
  if (options.enforceRange) {
    if (!NumberIsFinite(x)) throw makeException('is not a finite number.', options);
    x = MathTrunc(x);
    if (x < min || x > max) {
      throw makeException(`is outside the expected range of ${min} to ${max}.`, options, 'ERR_OUT_OF_RANGE');
    }
    return x + 0;
  }
  if (options.clamp && !NumberIsNaN(x)) return roundHalfToEven(MathMin(MathMax(x, min), max)) + 0;
  if (!NumberIsFinite(x)) return 0;
  x = MathTrunc(x) + 0;  // -0 becomes 0
  if (x >= min && x <= max) return x;
  return Number(signed ? BigIntAsIntN(bits, BigInt(x)) : BigIntAsUintN(bits, BigInt(x)));
}

const integer = (bits, signedness) => (value, options = kEmptyObject) => convertToInt(value, bits, signedness, options);
converters.octet = integer(8);
converters['unsigned short'] = integer(16);
converters['unsigned long'] = integer(32);
converters['long long'] = integer(64, 'signed');
converters.boolean = (value) => !!value;
converters.DOMString = (value, options = kEmptyObject) => toText(value, options);
converters.object = (value, options = kEmptyObject) => {
  if (type(value) !== 'Object') throw makeException('is not an object.', options);
  return value;
};

function requiredArguments(length, required, options = kEmptyObject) {
  if (length >= required) return;
  throw makeException(
    `${required} argument${required === 1 ? '' : 's'} required, but only ${length} present.`,
    { __proto__: null, prefix: options.prefix, context: '' }, 'ERR_MISSING_ARGS');
}

function createEnumConverter(name, values) {
  const allowed = new SafeSet(values);
  return (value, options = kEmptyObject) => {
    const text = toText(value, options);
    if (!allowed.has(text)) {
      throw makeException(`'${text}' is not a valid enum value of type ${name}.`, options, 'ERR_INVALID_ARG_VALUE');
    }
    return text;
  };
}

function within(options, context) {
  return ObjectAssign({ __proto__: null }, options, { context });
}

function createSequenceConverter(converter) {
  return (value, options = kEmptyObject) => {
    if (type(value) !== 'Object') throw makeException('cannot be converted to sequence.', options);
    const method = value[SymbolIterator];
    if (typeof method !== 'function') throw makeException('cannot be converted to sequence.', options);
    const iterator = FunctionPrototypeCall(method, value);
    if (type(iterator) !== 'Object') throw makeException('cannot be converted to sequence.', options);
    const { next } = iterator;
    const result = [];
    while (true) {
      const step = FunctionPrototypeCall(next, iterator);
      if (type(step) !== 'Object') throw makeException('cannot be converted to sequence.', options);
      if (step.done) return result;
      const context = `${options.context ?? 'Value'}[${result.length}]`;
      result[result.length] = converter(step.value, within(options, context));
    }
  };
}

function createInterfaceConverter(name, prototype) {
  return (value, options = kEmptyObject) => {
    if (!ObjectPrototypeIsPrototypeOf(prototype, value)) throw makeException(`is not of type ${name}.`, options);
    return value;
  };
}

module.exports = {
  converters,
  createEnumConverter,
  createInterfaceConverter,
  createSequenceConverter,
  makeException,
  requiredArguments,
  type,
};
