'use strict';

// What many of our files share: properties, encodings, one-time functions, system error names. Deprecations
// and promisify have files of their own and are exported here too, under the names everybody knows.

const {
  ArrayFrom,
  ArrayPrototypeSort,
  AtomicsWait,
  Error,
  ErrorCaptureStackTrace,
  ErrorPrototype,
  FunctionPrototypeCall,
  Int32Array,
  MapPrototypeGet,
  NumberParseInt,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypeIsPrototypeOf,
  ReflectApply,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  SafeWeakRef,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
  StringPrototypeToWellFormed,
  Symbol,
  SymbolAsyncDispose,
  SymbolDispose,
  SymbolFor,
} = primordials;
const { codes, isErrorStackTraceLimitWritable, uvErrmapGet } = require('internal/errors');
const { isNativeError } = require('internal/util/types');

const kEmptyObject = ObjectFreeze({ __proto__: null });
const kEnumerableProperty = ObjectFreeze({ __proto__: null, enumerable: true });

// --- Functions --------------------------------------------------------------------------------------------

// A value computed when first wanted.
function getLazy(initializer) {
  let value;
  let hasValue = false;
  return function() {
    if (!hasValue) {
      value = initializer();
      hasValue = true;
    }
    return value;
  };
}

// As getLazy, for functions that return a list nobody may change for the others.
function cachedResult(fn) {
  let result;
  return () => {
    result ??= fn();
    const copy = [];
    for (let i = 0; i < result.length; i++) copy[i] = result[i];
    return copy;
  };
}

function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let returnValue;
  return function(...args) {
    if (called) return returnValue;
    called = true;
    const result = ReflectApply(callback, this, args);
    returnValue = preserveReturnValue ? result : undefined;
    return result;
  };
}

// Methods made in a loop, under the name they would have if written out. A symbol reads `[description]`.
function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  if (typeof name !== 'string') name = name.description ? `[${name.description}]` : '';
  return ObjectDefineProperty(fn, 'name', {
    __proto__: null,
    writable: false,
    enumerable: false,
    configurable: true,
    ...ObjectGetOwnPropertyDescriptor(fn, 'name'),
    ...descriptor,
    value: name,
  });
}

// --- Properties -------------------------------------------------------------------------------------------

function setOwnProperty(object, key, value) {
  return ObjectDefineProperty(object, key,
                              { __proto__: null, configurable: true, enumerable: true, value, writable: true });
}

// Web IDL's ways to put things on a global.
function exposeInterface(target, name, interfaceObject) {
  ObjectDefineProperty(target, name, {
    __proto__: null, writable: true, enumerable: false, configurable: true, value: interfaceObject,
  });
}

function defineOperation(target, name, method) {
  ObjectDefineProperty(target, name,
                       { __proto__: null, writable: true, enumerable: true, configurable: true, value: method });
}

// Properties that load their module when first read, and then are plain.
function defineLazyProperties(target, id, keys, enumerable = true) {
  const descriptors = { __proto__: null };
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    let value;
    let loaded = false;
    const set = assignFunctionName(key, function(newValue) {
      ObjectDefineProperty(this ?? target, key,
                           { __proto__: null, writable: true, configurable: true, enumerable, value: newValue });
    });
    const get = assignFunctionName(key, function() {
      if (!loaded) {
        value = require(id)[key];
        loaded = true;
      }
      FunctionPrototypeCall(set, this, value);
      return value;
    });
    descriptors[key] = { __proto__: null, configurable: true, enumerable, get, set };
  }
  ObjectDefineProperties(target, descriptors);
}

const exposeLazyInterfaces = (target, id, keys) => defineLazyProperties(target, id, keys, false);

// An attribute that users may replace: `writable` decides whether there is a setter at all.
function defineReplaceableLazyAttribute(target, id, keys, writable = true, check = undefined) {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    let value;
    let loaded = false;
    const get = assignFunctionName(`get ${key}`, function() {
      check?.(this);
      if (!loaded) {
        value = require(id)[key];
        loaded = true;
      }
      return value;
    });
    const set = writable ? assignFunctionName(`set ${key}`, function(newValue) {
      setOwnProperty(target, key, newValue);
    }) : undefined;
    ObjectDefineProperty(target, key, { __proto__: null, enumerable: true, configurable: true, get, set });
  }
}

// The constructor an object was made by, however deep it hides.
function getConstructorOf(object) {
  while (object) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') {
      return descriptor.value;
    }
    object = ObjectGetPrototypeOf(object);
  }
}

// --- Lists and strings ------------------------------------------------------------------------------------

// As list.splice(index, 1), much faster for the short lists it is used for.
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.length -= 1;
}

function join(output, separator) {
  if (output.length === 0) return '';
  let result = output[0];
  for (let i = 1; i < output.length; i++) result += separator + output[i];
  return result;
}

function filterDuplicateStrings(items, low) {
  const seen = new SafeMap();
  for (let i = 0; i < items.length; i++) {
    const key = StringPrototypeToLowerCase(items[i]);
    seen.set(key, low ? key : items[i]);
  }
  return ArrayPrototypeSort(ArrayFrom(seen.values()));
}

const colorSequence = /\u001b\[\d\d?m/g;
const removeColors = (text) => RegExpPrototypeSymbolReplace(colorSequence, text, '');

function normalizeEncoding(encoding) {
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  if (typeof encoding !== 'string') return undefined;
  switch (StringPrototypeToLowerCase(encoding)) {
    case 'utf8':
    case 'utf-8':
    case '':
      return 'utf8';
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return 'utf16le';
    case 'latin1':
    case 'binary':
      return 'latin1';
    case 'hex':
      return 'hex';
    case 'base64':
      return 'base64';
    case 'base64url':
      return 'base64url';
    case 'ascii':
      return 'ascii';
  }
}

const encodingsMap = {
  __proto__: null, ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, buffer: 6, base64url: 7,
};

// --- The system -------------------------------------------------------------------------------------------

function getSystemErrorName(errno) {
  const entry = uvErrmapGet(errno);
  return entry ? entry[0] : `Unknown system error ${errno}`;
}
const getSystemErrorMap = () => require('internal/errors/uv').getSystemErrorMap();
const getSystemErrorMessage = (errno) => MapPrototypeGet(getSystemErrorMap(), errno)?.[1];

let signalNames;

// Gives the name or number back in the form it came, but checked.
function convertToValidSignal(signal) {
  const { signals } = require('os').constants;
  if (typeof signal === 'number') {
    if (signalNames === undefined) {
      signalNames = { __proto__: null };
      for (const name in signals) signalNames[signals[name]] = name;
    }
    if (signalNames[signal]) return signal;
  } else if (typeof signal === 'string') {
    const upper = StringPrototypeToUpperCase(signal);
    if (ObjectPrototypeHasOwnProperty(signals, upper)) return signals[upper];
  }
  throw new codes.ERR_UNKNOWN_SIGNAL(signal);
}

// A shell reports a process that a signal ended as 128 plus the signal's number.
function convertProcessSignalToExitCode(signalCode) {
  const { signals } = require('os').constants;
  require('internal/validators').validateOneOf(signalCode, 'signalCode', ObjectKeys(signals));
  return 128 + signals[signalCode];
}

function getCWDURL() {
  const { pathToFileURL } = require('url');
  const cwd = process.cwd();
  return pathToFileURL(cwd[cwd.length - 1] === '/' ? cwd : `${cwd}/`);
}

// '192.168.0.1', '255.255.255.0' => '192.168.0.1/24'; null for a netmask with holes.
function getCIDR(address, netmask, family) {
  const { 0: separator, 1: radix, 2: bits } = family === 'IPv6' ? [':', 16, 16] : ['.', 10, 8];
  const groups = StringPrototypeSplit(netmask, separator);
  let ones = 0;
  let ended = false;
  for (let i = 0; i < groups.length; i++) {
    if (groups[i] === '') continue;
    const group = NumberParseInt(groups[i], radix);
    for (let bit = bits - 1; bit >= 0; bit--) {
      if ((group >> bit) & 1) {
        if (ended) return null;
        ones++;
      } else {
        ended = true;
      }
    }
  }
  return `${address}/${ones}`;
}

// 'TTY', 'PIPE', 'TCP', 'UDP', 'FILE', 'UNKNOWN' or 'INVALID': what a descriptor is.
const guessHandleType = (fd) => binding('net/stream').guess_type(fd);

function sleep(milliseconds) {
  require('internal/validators').validateUint32(milliseconds, 'msec');
  AtomicsWait(new Int32Array(new globalThis.SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const constructSharedArrayBuffer = (length) => new globalThis.SharedArrayBuffer(length);

// Both are always there; Node can be built without them, and its callers ask.
const assertCrypto = () => {};
const assertTypeScript = () => {};

// --- Errors and stacks ------------------------------------------------------------------------------------

// Also what another realm made, and what inherits from Error without being one.
function isError(value) {
  return isNativeError(value) || ObjectPrototypeIsPrototypeOf(ErrorPrototype, value);
}

const lazyDOMExceptionClass = () => require('web/domexception').DOMException;
function lazyDOMException(message, name) {
  const DOMException = lazyDOMExceptionClass();
  return new DOMException(message, name);
}

// The call sites above the caller (or above another function), whatever users made of Error.prepareStackTrace and
// its limit.
function getStructuredStack(limit = Infinity, above = getStructuredStack) {
  const savedPrepare = Error.prepareStackTrace;
  const savedLimit = Error.stackTraceLimit;
  const writable = isErrorStackTraceLimitWritable();
  const holder = { __proto__: null };
  try {
    if (writable) Error.stackTraceLimit = limit;
    Error.prepareStackTrace = (_, trace) => trace;
    ErrorCaptureStackTrace(holder, above);
    return holder.stack;
  } finally {
    Error.prepareStackTrace = savedPrepare;
    if (writable) Error.stackTraceLimit = savedLimit;
  }
}

const nodeModules = /[/\\]node_modules[/\\]/;
const isUnderNodeModules = (filename) => RegExpPrototypeExec(nodeModules, filename) !== null;

// Does the nearest code that is not ours lie in node_modules? Warnings spare those who cannot act on them.
function isInsideNodeModules(frameLimit = 100, everyFrame = false) {
  const frames = getStructuredStack(frameLimit, isInsideNodeModules);
  for (let i = 0; i < frames.length; i++) {
    const filename = frames[i].getFileName();
    if (!filename || (filename[0] !== '/' && !StringPrototypeStartsWith(filename, 'file:'))) continue;
    if (isUnderNodeModules(filename)) return true;
    if (!everyFrame) return false;
  }
  return false;
}

// Puts the source line an error came from above its stack, once.
const kDecorated = Symbol('decorated');
function decorateErrorStack(error) {
  if (!(isError(error) && error.stack) || error[kDecorated] === true) return;
  const arrow = require('internal/errors').getArrowMessage(error);
  if (arrow) {
    error.stack = `${arrow}\n${error.stack}`;
    ObjectDefineProperty(error, kDecorated, { __proto__: null, value: true });
  }
}

// A reference that is weak while nobody counts on it.
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;
  constructor(object) {
    this.#weak = new SafeWeakRef(object);
  }

  incRef() {
    if (++this.#count === 1) this.#strong = this.#weak.deref();
    return this.#count;
  }

  decRef() {
    if (--this.#count === 0) this.#strong = null;
    return this.#count;
  }

  get() {
    return this.#weak.deref();
  }
}

module.exports = {
  SymbolAsyncDispose,
  SymbolDispose,
  WeakReference,
  assertCrypto,
  assertTypeScript,
  assignFunctionName,
  cachedResult,
  constructSharedArrayBuffer,
  convertProcessSignalToExitCode,
  convertToValidSignal,
  customInspectSymbol: SymbolFor('nodejs.util.inspect.custom'),
  decorateErrorStack,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  encodingsMap,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace: exposeInterface,
  filterDuplicateStrings,
  getCIDR,
  getCWDURL,
  getConstructorOf,
  getLazy,
  getStructuredStack,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isInsideNodeModules,
  get isMacOS() { return process.platform === 'darwin'; },
  isUnderNodeModules,
  isWindows: false,
  join,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol: Symbol('kIsEncodingSymbol'),
  kVmBreakFirstLineSymbol: Symbol('kVmBreakFirstLineSymbol'),
  lazy: getLazy,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  removeColors,
  setOwnProperty,
  sleep,
  spliceOne,
  toUSVString: (value) => StringPrototypeToWellFormed(`${value}`),
};

// These need the ones above.
const deprecation = require('internal/util/deprecation');
const promises = require('internal/util/promisify');
module.exports.deprecate = deprecation.deprecate;
module.exports.deprecateInstantiation = deprecation.deprecateInstantiation;
module.exports.deprecateProperty = deprecation.deprecateProperty;
module.exports.emitExperimentalWarning = deprecation.emitExperimentalWarning;
module.exports.getDeprecationWarningEmitter = deprecation.getDeprecationWarningEmitter;
module.exports.isPendingDeprecation = deprecation.isPendingDeprecation;
module.exports.pendingDeprecate = deprecation.pendingDeprecate;
module.exports.promisify = promises.promisify;
module.exports.customPromisifyArgs = promises.customPromisifyArgs;
