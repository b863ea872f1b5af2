'use strict';

// Errors of node:sqlite. In Node they come from C++: the code is an ordinary property, and the stack does not show it.

const { Error, ErrorCaptureStackTrace, RangeError, TypeError } = primordials;

function nativeError(Class, code, message, hide) {
  const error = new Class(message);
  error.code = code;
  ErrorCaptureStackTrace(error, hide ?? nativeError);
  return error;
}

const invalidType = (message) => nativeError(TypeError, 'ERR_INVALID_ARG_TYPE', message, invalidType);
const invalidValue = (message) => nativeError(TypeError, 'ERR_INVALID_ARG_VALUE', message, invalidValue);
const invalidState = (message) => nativeError(Error, 'ERR_INVALID_STATE', message, invalidState);
const outOfRange = (message) => nativeError(RangeError, 'ERR_OUT_OF_RANGE', message, outOfRange);
const illegalConstructor = () => nativeError(Error, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor', illegalConstructor);

function sqliteError({ error: message, errcode, errstr }) {
  const error = nativeError(Error, 'ERR_SQLITE_ERROR', message, sqliteError);
  error.errcode = errcode;
  if (errstr !== undefined) error.errstr = errstr;
  return error;
}

const illegalInvocation = () => new TypeError('Illegal invocation');
const tooLarge = (value) => outOfRange(`Value is too large to be represented as a JavaScript number: ${value}`);

// ---- arguments ----

function checkBoolean(value, name) {
  if (typeof value !== 'boolean') throw invalidType(`The "${name}" argument must be a boolean.`);
  return value;
}

function checkString(value, name) {
  if (typeof value !== 'string') throw invalidType(`The "${name}" argument must be a string.`);
  return value;
}

function checkFunction(value, name) {
  if (typeof value !== 'function') throw invalidType(`The "${name}" argument must be a function.`);
  return value;
}

function checkObject(value, name) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
    throw invalidType(`The "${name}" argument must be an object.`);
  }
  return value;
}

module.exports = {
  checkBoolean, checkFunction, checkObject, checkString, illegalConstructor, illegalInvocation, invalidState, invalidType, invalidValue,
  nativeError, outOfRange, sqliteError, tooLarge,
};
