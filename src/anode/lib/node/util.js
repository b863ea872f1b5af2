'use strict';

// node:util

const {
  ArrayIsArray,
  NumberIsSafeInteger,
  ObjectDefineProperties,
  ObjectKeys,
  ObjectSetPrototypeOf,
  ReflectConstruct,
  StringPrototypeToWellFormed,
} = primordials;
const {
  ErrnoException,
  ExceptionWithHostPort,
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_WORKER_UNSUPPORTED_OPERATION },
} = require('internal/errors');
const { format, formatWithOptions, inspect, stripVTControlCharacters } = require('internal/util/inspect');
const { debuglog } = require('internal/util/debuglog');
const { convertProcessSignalToExitCode } = require('internal/process/signal_names');
const { defineLazyProperties } = require('internal/util/properties');
const { deprecate: internalDeprecate } = require('internal/util/deprecation');
const { getSystemErrorMap, getSystemErrorMessage: messageOf, getSystemErrorName: nameOf } = require('internal/errors/uv');
const { promisify } = require('internal/util/promisify');
const { validateBoolean, validateNumber, validateString } = require('internal/validators');
const types = require('internal/util/types');

function checkErrno(errno) {
  validateNumber(errno, 'err');
  if (errno >= 0 || !NumberIsSafeInteger(errno)) throw new ERR_OUT_OF_RANGE('err', 'a negative integer', errno);
}

function getSystemErrorName(err) {
  checkErrno(err);
  return nameOf(err);
}

function getSystemErrorMessage(err) {
  checkErrno(err);
  return messageOf(err);
}

function deprecate(fn, message, code, options = undefined) {
  return internalDeprecate(fn, message, code, undefined, options?.modifyPrototype);
}

// Inheritance for classes written as functions; `class … extends` does the same and more.
function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  ObjectDefineProperties(ctor, {
    super_: { __proto__: null, value: superCtor, writable: true, configurable: true },
  });
  ObjectSetPrototypeOf(ctor.prototype, superCtor.prototype);
}

function extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const keys = ObjectKeys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

function getCallSites(frameCount = undefined, options = undefined) {
  return require('internal/util/call_sites').getCallSites(frameCount, options, getCallSites);
}

function styleText(format, text, options) {
  return require('internal/util/style_text').styleText(format, text, options);
}

function parseEnv(content) {
  validateString(content, 'content');
  return require('internal/util/parse_env').parseEnv(content);
}

function setTraceSigInt(enable) {
  validateBoolean(enable, 'enable');
  if (!require('internal/worker/this_thread').isMainThread) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Calling util.setTraceSigInt');
  // The engine does not give the stack of JavaScript that a signal has interrupted.
  if (enable) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('util.setTraceSigInt');
}

module.exports = {
  _errnoException: (...args) => ReflectConstruct(ErrnoException, args),
  _exceptionWithHostPort: (...args) => ReflectConstruct(ExceptionWithHostPort, args),
  _extend: internalDeprecate(extend, 'The `util._extend` API is deprecated. Please use Object.assign() instead.',
                             'DEP0060'),
  callbackify: require('internal/util/callbackify').callbackify,
  convertProcessSignalToExitCode,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText,
  formatWithOptions,
  getCallSites,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect,
  isArray: internalDeprecate(
    ArrayIsArray, 'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'),
  isDeepStrictEqual(a, b, skipPrototype) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b, skipPrototype);
  },
  promisify,
  stripVTControlCharacters,
  toUSVString(input) {
    return StringPrototypeToWellFormed(`${input}`);
  },
  get transferableAbortSignal() {
    return require('internal/abort_controller').transferableAbortSignal;
  },
  get transferableAbortController() {
    return require('internal/abort_controller').transferableAbortController;
  },
  get aborted() {
    return require('internal/abort_controller').aborted;
  },
  types,
  parseEnv,
};

defineLazyProperties(module.exports, 'internal/util/parse_args/parse_args', ['parseArgs']);
defineLazyProperties(module.exports, 'internal/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyProperties(module.exports, 'internal/mime', ['MIMEType', 'MIMEParams']);
defineLazyProperties(module.exports, 'internal/util/diff', ['diff']);
module.exports.setTraceSigInt = setTraceSigInt;
