'use strict';

// Checks of arguments. Each throws Node's error, whose stack begins at the caller of the checking function.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  NumberIsInteger,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  NumberMIN_SAFE_INTEGER,
  NumberParseInt,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  String,
  StringPrototypeIncludes,
  StringPrototypeTrim,
} = primordials;
const {
  codes: {
    ERR_INVALID_ARG_TYPE: { HideStackFramesError: ERR_INVALID_ARG_TYPE },
    ERR_INVALID_ARG_VALUE: { HideStackFramesError: ERR_INVALID_ARG_VALUE },
    ERR_INVALID_THIS: { HideStackFramesError: ERR_INVALID_THIS },
    ERR_OUT_OF_RANGE: { HideStackFramesError: ERR_OUT_OF_RANGE },
    ERR_SOCKET_BAD_PORT: { HideStackFramesError: ERR_SOCKET_BAD_PORT },
  },
  hideStackFrames,
} = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');

const isInt32 = (value) => value === (value | 0);

// --- Numbers ----------------------------------------------------------------------------------------------

const validateInteger = hideStackFrames(
  (value, name, min = NumberMIN_SAFE_INTEGER, max = NumberMAX_SAFE_INTEGER) => {
    if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
    if (!NumberIsInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
    if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
  });

const validateInt32 = hideStackFrames((value, name, min = -2147483648, max = 2147483647) => {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!NumberIsInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
});

const validateUint32 = hideStackFrames((value, name, positive = false) => {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!NumberIsInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= 4294967295`, value);
});

const validateNumber = hideStackFrames((value, name, min = undefined, max) => {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && NumberIsNaN(value))) {
    const range = `${min != null ? `>= ${min}` : ''}${min != null && max != null ? ' && ' : ''}${
      max != null ? `<= ${max}` : ''}`;
    throw new ERR_OUT_OF_RANGE(name, range, value);
  }
});

const validatePort = hideStackFrames((port, name = 'Port', allowZero = true) => {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && StringPrototypeTrim(port).length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF || (port === 0 && !allowZero)) {
    throw new ERR_SOCKET_BAD_PORT(name, port, allowZero);
  }
  return port | 0;
});

const octal = /^[0-7]+$/;

// File modes may be octal strings.
const parseFileMode = hideStackFrames((value, name, def) => {
  value ??= def;
  if (typeof value === 'string') {
    if (RegExpPrototypeExec(octal, value) === null) {
      throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = NumberParseInt(value, 8);
  }
  validateUint32.withoutStackTrace(value, name);
  return value;
});

// --- Strings, booleans, functions -------------------------------------------------------------------------

const validateString = hideStackFrames((value, name) => {
  if (typeof value !== 'string') throw new ERR_INVALID_ARG_TYPE(name, 'string', value);
});

const validateStringWithoutNullBytes = hideStackFrames((value, name) => {
  validateString.withoutStackTrace(value, name);
  if (StringPrototypeIncludes(value, '\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
});

const validateBoolean = hideStackFrames((value, name) => {
  if (typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE(name, 'boolean', value);
});

const validateFunction = hideStackFrames((value, name) => {
  if (typeof value !== 'function') throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
});

const validateUndefined = hideStackFrames((value, name) => {
  if (value !== undefined) throw new ERR_INVALID_ARG_TYPE(name, 'undefined', value);
});

const validateOneOf = hideStackFrames((value, name, oneOf) => {
  if (ArrayPrototypeIncludes(oneOf, value)) return;
  const allowed = ArrayPrototypeJoin(
    ArrayPrototypeMap(oneOf, (v) => (typeof v === 'string' ? `'${v}'` : String(v))), ', ');
  throw new ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${allowed}`);
});

const validateUnion = hideStackFrames((value, name, union) => {
  if (!ArrayPrototypeIncludes(union, value)) {
    throw new ERR_INVALID_ARG_TYPE(name, `('${ArrayPrototypeJoin(union, '|')}')`, value);
  }
});

// --- Objects and arrays -----------------------------------------------------------------------------------

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1;
const kValidateObjectAllowArray = 2;
const kValidateObjectAllowFunction = 4;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull = kValidateObjectAllowObjects | kValidateObjectAllowNullable;

const validateObject = hideStackFrames((value, name, options = kValidateObjectNone) => {
  const type = typeof value;
  if ((value === null && (options & kValidateObjectAllowNullable) === 0) ||
      (type !== 'object' && !(type === 'function' && (options & kValidateObjectAllowFunction) !== 0)) ||
      (ArrayIsArray(value) && (options & kValidateObjectAllowArray) === 0)) {
    throw new ERR_INVALID_ARG_TYPE(name, 'Object', value);
  }
});

// Web IDL: a dictionary may also be null or undefined, or a function.
const validateDictionary = hideStackFrames((value, name) => {
  if (value !== null && value !== undefined && typeof value !== 'object' && typeof value !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'a dictionary', value);
  }
});

const validateArray = hideStackFrames((value, name, minLength = 0) => {
  if (!ArrayIsArray(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Array', value);
  if (value.length < minLength) throw new ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minLength}`);
});

const validateStringArray = hideStackFrames((value, name) => {
  validateArray.withoutStackTrace(value, name);
  for (let i = 0; i < value.length; i++) validateString.withoutStackTrace(value[i], `${name}[${i}]`);
});

const validateBooleanArray = hideStackFrames((value, name) => {
  validateArray.withoutStackTrace(value, name);
  for (let i = 0; i < value.length; i++) validateBoolean.withoutStackTrace(value[i], `${name}[${i}]`);
});

const validateBuffer = hideStackFrames((buffer, name = 'buffer') => {
  if (!isArrayBufferView(buffer)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
});

// Hexadecimal strings hold whole bytes.
const validateEncoding = hideStackFrames((data, encoding) => {
  const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
  if (normalizeEncoding(encoding) === 'hex' && data.length % 2 !== 0) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${data.length}`);
  }
});

// --- Signals ----------------------------------------------------------------------------------------------

const isSignalLike = (signal) =>
  signal !== null && (typeof signal === 'object' || typeof signal === 'function') && 'aborted' in signal;

const validateAbortSignal = hideStackFrames((signal, name) => {
  if (signal !== undefined && !isSignalLike(signal)) throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal);
});

// --- Others -----------------------------------------------------------------------------------------------

// https://www.rfc-editor.org/rfc/rfc8288#section-3, without extensions that early hints do not use.
const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const linkHelp = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

function checkLink(value, name) {
  if (value === undefined || RegExpPrototypeExec(linkValue, value) === null) {
    throw new ERR_INVALID_ARG_VALUE(name, value, linkHelp);
  }
}

const validateLinkHeaderValue = hideStackFrames((hints) => {
  if (typeof hints === 'string') {
    checkLink(hints, 'hints');
    return hints;
  }
  if (ArrayIsArray(hints)) {
    let result = '';
    for (let i = 0; i < hints.length; i++) {
      checkLink(hints[i], 'hints');
      result += i === 0 ? hints[i] : `, ${hints[i]}`;
    }
    return result;
  }
  throw new ERR_INVALID_ARG_VALUE('hints', hints, linkHelp);
});

const validateThisInternalField = hideStackFrames((object, fieldKey, className) => {
  if (typeof object !== 'object' || object === null || !ObjectPrototypeHasOwnProperty(object, fieldKey)) {
    throw new ERR_INVALID_THIS(className);
  }
});

module.exports = {
  isInt32,
  parseFileMode,
  validateArray,
  validateStringArray,
  validateBooleanArray,
  validateBoolean,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  validateOneOf,
  validatePort,
  validateString,
  validateStringWithoutNullBytes,
  validateUint32,
  validateUndefined,
  validateUnion,
  validateAbortSignal,
  validateLinkHeaderValue,
  validateThisInternalField,
};
