'use strict';

// All errors that anode makes. The codes are in errors/*.js by topic. This file exports them, and holds the errors that are not made from
// a code.

const {
  AggregateError,
  ArrayIsArray,
  ArrayPrototypeUnshift,
  Error,
  ErrorCaptureStackTrace,
  MapPrototypeGet,
  ObjectKeys,
  SafeArrayIterator,
  Symbol,
} = primordials;
const { SystemError, codes, define, hideStackFrames, isErrorStackTraceLimitWritable, kIsNodeError } = require('internal/errors/define');
require('internal/errors/arguments');
require('internal/errors/crypto');
require('internal/errors/http');
require('internal/errors/modules');
require('internal/errors/system');

const kEnhanceStackBeforeInspector = Symbol('kEnhanceStackBeforeInspector');

// --- Errors of system calls -------------------------------------------------------------------------------

const uvErrmapGet = (errno) => MapPrototypeGet(require('internal/errors/uv').getSystemErrorMap(), errno);
const uvCode = (errno) => require('internal/errors/uv').getSystemErrorName(errno);

// An Error whose stack begins above `caller`, and whose constructor reads as Error, as for errors that Node makes in C++.
function plain(message, caller) {
  const error = new SystemCallError(message);
  if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, caller);
  return error;
}

class SystemCallError extends Error {
  get ['constructor']() {
    return Error;
  }
}

function UVException(context) {
  const { 0: code, 1: text } = uvErrmapGet(context.errno) ?? ['UNKNOWN', 'unknown error'];
  let message = `${code}: ${context.message || text}, ${context.syscall}`;
  const path = context.path ? `${context.path}` : undefined;
  const dest = context.dest ? `${context.dest}` : undefined;
  if (path) message += ` '${path}'`;
  if (dest) message += ` -> '${dest}'`;

  const error = plain(message, UVException);
  const keys = ObjectKeys(context);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== 'message' && key !== 'path' && key !== 'dest') error[key] = context[key];
  }
  error.code = code;
  if (path) error.path = path;
  if (dest) error.dest = dest;
  return error;
}

function UVExceptionWithHostPort(errno, syscall, address, port) {
  const { 0: code, 1: text } = uvErrmapGet(errno) ?? ['UNKNOWN', 'unknown error'];
  let where = '';
  if (port && port > 0) where = ` ${address}:${port}`;
  else if (address) where = ` ${address}`;
  const error = plain(`${syscall} ${code}: ${text}${where}`, UVExceptionWithHostPort);
  error.code = code;
  error.errno = errno;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

function ErrnoException(errno, syscall, original = undefined) {
  const code = uvCode(errno);
  const error = plain(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`, ErrnoException);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return error;
}

function ExceptionWithHostPort(errno, syscall, address, port, additional) {
  const code = uvCode(errno);
  let where = '';
  if (port && port > 0) where = ` ${address}:${port}`;
  else if (address) where = ` ${address}`;
  if (additional) where += ` - Local (${additional})`;
  const error = plain(`${syscall} ${code}${where}`, ExceptionWithHostPort);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

const EAI_NODATA = -3007;
const EAI_NONAME = -3008;

// c-ares and getaddrinfo have several codes for unknown names. Programs look for ENOTFOUND.
function DNSException(code, syscall, hostname) {
  let errno;
  if (typeof code === 'number') {
    errno = code;
    code = errno === EAI_NODATA || errno === EAI_NONAME ? 'ENOTFOUND' : uvCode(errno);
  }
  const error = plain(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`, DNSException);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  return error;
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() {
    return Error;
  }
}

// --- Errors that stand for others -------------------------------------------------------------------------

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

const aggregateTwoErrors = hideStackFrames((innerError, outerError) => {
  if (!innerError || !outerError || innerError === outerError) return innerError || outerError;
  if (ArrayIsArray(outerError.errors)) {
    // It is an aggregate already, and the new error came first.
    ArrayPrototypeUnshift(outerError.errors, innerError);
    return outerError;
  }
  const error = new AggregateError(new SafeArrayIterator([outerError, innerError]), outerError.message);
  if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, aggregateTwoErrors);
  error.code = outerError.code;
  return error;
});

function genericNodeError(message, properties) {
  const error = new Error(message);
  if (properties !== undefined) {
    const keys = ObjectKeys(properties);
    for (let i = 0; i < keys.length; i++) error[keys[i]] = properties[keys[i]];
  }
  return error;
}

// --- Kinds of errors --------------------------------------------------------------------------

function isErrorLike(value) {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}

let overflowMessage;
let overflowName;

// The engine's message for a stack overflow, taken from a real one.
function isStackOverflowError(error) {
  if (overflowMessage === undefined) {
    try {
      const overflow = () => { overflow(); };
      overflow();
    } catch (caught) {
      overflowMessage = caught.message;
      overflowName = caught.name;
    }
  }
  return error && error.name === overflowName && error.message === overflowMessage;
}

// --- Stacks -----------------------------------------------------------------------------------------------

// Shows an uncaught error with its properties. Where a custom inspector throws, without custom inspectors.
function inspectWithNoCustomRetry(value, options) {
  const { inspect } = require('internal/util/inspect');
  try {
    return inspect(value, options);
  } catch {
    return inspect(value, { ...options, customInspect: false });
  }
}

const fatalExceptionStackEnhancers = {
  // An emitter adds the place where the 'error' without a listener was emitted.
  beforeInspector(error) {
    if (typeof error?.[kEnhanceStackBeforeInspector] !== 'function') return error.stack;
    try {
      return error[kEnhanceStackBeforeInspector]();
    } catch {
      return error.stack;
    }
  },
  afterInspector(error) {
    const originalStack = error.stack;
    try {
      const colors = require('internal/util/colors').shouldColorize(process.stderr);
      return inspectWithNoCustomRetry(error, {
        colors, customInspect: false, depth: primordials.MathMax(require('internal/util/inspect').inspect.defaultOptions.depth, 5),
      });
    } catch {
      return originalStack;
    }
  },
};

module.exports = {
  AbortError,
  DNSException,
  E: define,
  ErrnoException,
  ExceptionWithHostPort,
  SystemError,
  UVException,
  UVExceptionWithHostPort,
  aggregateTwoErrors,
  codes,
  connResetException: (message) => new ConnResetException(message),
  fatalExceptionStackEnhancers,
  genericNodeError,
  hideStackFrames,
  inspectWithNoCustomRetry,
  isErrorLike,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kEnhanceStackBeforeInspector,
  kIsNodeError,
  uvErrmapGet,
};
