'use strict';

// Makes a class for each error code.
//
// `define('ERR_X', 'message with %s', TypeError, RangeError)` makes codes.ERR_X (a TypeError) and codes.ERR_X.RangeError. With the
// HideStackFramesError marker the class also gets a variant of that name. The variant does not capture a stack: the `hideStackFrames`
// function through which it is thrown does.

const {
  Error,
  ErrorCaptureStackTrace,
  ErrorPrototype,
  ErrorPrototypeToString,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectIsExtensible,
  ObjectPrototypeHasOwnProperty,
  ObjectSetPrototypeOf,
  ReflectApply,
  ReflectConstruct,
  RegExpPrototypeExec,
  StringPrototypeSlice,
  Symbol,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;

const kIsNodeError = Symbol('kIsNodeError');
const HideStackFramesError = ObjectFreeze({ __proto__: null, name: 'HideStackFramesError' });
const codes = {};
const messages = { __proto__: null };

const bugReport = 'This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
  'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n';

// Defined on the instance: `message` must not be enumerable, and user code may have put setters on Error.prototype.
function hide(error, key, value) {
  ObjectDefineProperty(error, key, { __proto__: null, value, enumerable: false, writable: true, configurable: true });
}

function formatOne(directive, value) {
  if (directive === '%s' && typeof value === 'string') return value;
  return require('internal/util/inspect').format(directive, value);
}

// Compiled once, when the code is defined, so that no message needs a regular expression.
function compile(template) {
  const literals = [];
  const directives = [];
  const pattern = /%[dfijoOs]/g;
  let last = 0;
  let match;
  while ((match = RegExpPrototypeExec(pattern, template)) !== null) {
    literals[literals.length] = StringPrototypeSlice(template, last, match.index);
    directives[directives.length] = match[0];
    last = match.index + match[0].length;
  }
  literals[literals.length] = StringPrototypeSlice(template, last);
  return { literals, directives };
}

function misuse(key, given, wanted) {
  throw new codes.ERR_INTERNAL_ASSERTION(
    `Code: ${key}; The provided arguments length (${given}) does not match the required ones (${wanted}).`);
}

function getMessage(key, args, self) {
  const message = messages[key];
  if (typeof message === 'function') {
    if (message.length > args.length) misuse(key, args.length, message.length);
    return ReflectApply(message, self, args);
  }
  const { literals, directives } = message;
  if (directives.length !== args.length) misuse(key, args.length, directives.length);
  let result = literals[0];
  for (let i = 0; i < directives.length; i++) result += formatOne(directives[i], args[i]) + literals[i + 1];
  return result;
}

// Frozen intrinsics and `--frozen` realms make Error.stackTraceLimit read-only.
function isErrorStackTraceLimitWritable() {
  const desc = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (desc === undefined) return ObjectIsExtensible(Error);
  return ObjectPrototypeHasOwnProperty(desc, 'writable') ? desc.writable : desc.set !== undefined;
}

// Creates the object without capturing a stack.
function withoutStack(create) {
  if (!isErrorStackTraceLimitWritable()) return create();
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return create();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function makeClass(Base, key) {
  return class NodeError extends Base {
    code = key;

    constructor(...args) {
      super();
      hide(this, 'message', getMessage(key, args, this));
    }

    // Web platform tests want `error.constructor === TypeError`.
    get ['constructor']() {
      return Base;
    }

    get [kIsNodeError]() {
      return true;
    }

    toString() {
      return `${this.name} [${key}]: ${this.message}`;
    }
  };
}

function addHidingVariant(NodeError) {
  function Hidden(...args) {
    return withoutStack(() => ReflectConstruct(NodeError, args));
  }
  ObjectSetPrototypeOf(Hidden, NodeError);
  Hidden.prototype = NodeError.prototype;
  hide(Hidden, 'name', 'HideStackFramesError');
  hide(NodeError, 'HideStackFramesError', Hidden);
  return NodeError;
}

// Errors of the operating system. `info` is the context; the other properties read and write the context.
class SystemError extends Error {
  constructor(key, context) {
    super();
    const reason = `${context.syscall} returned ${context.code} (${context.message})`;
    let message = `${getMessage(key, [], this)}: ${reason}`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;

    ObjectDefineProperty(this, kIsNodeError,
                         { __proto__: null, value: true, enumerable: false, writable: false, configurable: true });
    hide(this, 'name', 'SystemError');
    hide(this, 'message', message);
    this.code = key;
    ObjectDefineProperty(this, 'info',
                         { __proto__: null, value: context, enumerable: true, writable: false, configurable: true });
    reflect(this, context, 'errno');
    reflect(this, context, 'syscall');
    if (context.path !== undefined) reflectText(this, context, 'path');
    if (context.dest !== undefined) reflectText(this, context, 'dest');
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function reflect(error, context, key) {
  ObjectDefineProperty(error, key, {
    __proto__: null,
    get() { return context[key]; },
    set(value) { context[key] = value; },
    enumerable: true,
    configurable: true,
  });
}

// Paths are in the context as buffers, because they need not be UTF-8, and are read as strings.
function reflectText(error, context, key) {
  ObjectDefineProperty(error, key, {
    __proto__: null,
    get() { return context[key] != null ? `${context[key]}` : context[key]; },
    set(value) {
      context[key] = value && TypedArrayPrototypeGetSymbolToStringTag(value) === undefined ?
        require('buffer').Buffer.from(`${value}`) : undefined;
    },
    enumerable: true,
    configurable: true,
  });
}

function makeSystemClass(key) {
  return class NodeError extends SystemError {
    constructor(context) {
      super(key, context);
    }
  };
}

function define(key, message, Base, ...rest) {
  messages[key] = typeof message === 'string' ? compile(message) : message;
  let hiding = false;
  const make = (Class) => (Class === SystemError ? makeSystemClass(key) : makeClass(Class, key));
  const NodeError = make(Base);
  const classes = [NodeError];
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] === HideStackFramesError) {
      hiding = true;
    } else {
      const Other = make(rest[i]);
      NodeError[rest[i].name] = Other;
      classes[classes.length] = Other;
    }
  }
  if (hiding) {
    for (let i = 0; i < classes.length; i++) addHidingVariant(classes[i]);
  }
  codes[key] = NodeError;
}

// An error that Node makes in C++: it has a `code`, which its stack does not show.
function defineNative(key, message, Base) {
  messages[key] = typeof message === 'string' ? compile(message) : message;
  codes[key] = function NativeError(...args) {
    const error = new Base(getMessage(key, args));
    if (isErrorStackTraceLimitWritable()) ErrorCaptureStackTrace(error, NativeError);
    error.code = key;
    return error;
  };
}

// Wraps `fn` so that the stack of its errors begins at its caller. It should throw the HideStackFramesError variants: otherwise the stack
// is captured twice.
function hideStackFrames(fn) {
  function wrappedFn(...args) {
    try {
      return ReflectApply(fn, this, args);
    } catch (error) {
      if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, wrappedFn);
      throw error;
    }
  }
  wrappedFn.withoutStackTrace = fn;
  return wrappedFn;
}

// The first line of a stack. anode's errors show their code in it, and only there.
function stackHeader(error) {
  if (error !== null && typeof error === 'object' && kIsNodeError in error) {
    return `${error.name} [${error.code}]: ${error.message}`;
  }
  try {
    return ErrorPrototypeToString(error);
  } catch {
    return ErrorPrototype.name;
  }
}

module.exports = {
  HideStackFramesError,
  SystemError,
  bugReport,
  codes,
  define,
  defineNative,
  hideStackFrames,
  isErrorStackTraceLimitWritable,
  kIsNodeError,
  stackHeader,
};
