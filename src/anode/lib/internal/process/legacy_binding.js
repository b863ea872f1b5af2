'use strict';

// process.binding(): the part of Node's own bindings that old packages use. Here they are made of the public modules; a function that
// has no public form throws when it is called. None of them gives access to more than `require` does.

const { Error, ObjectFreeze, Proxy, SafeMap, SafeSet, String, StringPrototypeStartsWith } = primordials;
const { codes: { ERR_ACCESS_DENIED, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

const allowed = new SafeSet([
  'async_wrap', 'buffer', 'cares_wrap', 'config', 'constants', 'contextify', 'crypto', 'fs', 'fs_event_wrap', 'http_parser', 'icu',
  'inspector', 'js_stream', 'natives', 'os', 'pipe_wrap', 'process_wrap', 'signal_wrap', 'spawn_sync', 'stream_wrap', 'tcp_wrap',
  'tls_wrap', 'tty_wrap', 'udp_wrap', 'url', 'util', 'uv', 'v8', 'zlib',
]);
const deprecated = new SafeSet(['async_wrap', 'crypto', 'http_parser', 'signal_wrap', 'url', 'v8', 'zlib']);

const typeTests = [
  'isAnyArrayBuffer', 'isArrayBuffer', 'isArrayBufferView', 'isAsyncFunction', 'isDataView', 'isDate', 'isExternal', 'isMap',
  'isMapIterator', 'isNativeError', 'isPromise', 'isRegExp', 'isSet', 'isSetIterator', 'isTypedArray', 'isUint8Array',
];

const makers = {
  __proto__: null,
  buffer() {
    const { Buffer, kMaxLength, kStringMaxLength, isAscii, isUtf8, atob, btoa } = require('buffer');
    return {
      atob, btoa, byteLengthUtf8: (text) => Buffer.byteLength(text), compare: (a, b) => Buffer.compare(a, b), isAscii, isUtf8,
      kMaxLength, kStringMaxLength,
    };
  },
  config() {
    return {
      isDebugBuild: false, openSSLIsBoringSSL: false, hasOpenSSL: true, fipsMode: false, hasIntl: true, hasTracing: false,
      hasNodeOptions: true, hasInspector: require('internal/inspector/native').isAvailable(), noBrowserGlobals: false, bits: 64,
    };
  },
  constants() {
    const constants = require('internal/os_constants');
    return {
      __proto__: null, os: constants.os, fs: constants.fs, crypto: require('crypto').constants, zlib: require('zlib').constants,
      trace: { __proto__: null },
    };
  },
  contextify() {
    return { ContextifyScript: require('vm').Script };
  },
  inspector() {
    const inspector = require('inspector');
    return { console: inspector.console, isEnabled: () => inspector.url() !== undefined, url: inspector.url };
  },
  natives() {
    const sources = {};
    const { builtinModules } = require('internal/modules/builtins');
    const names = builtinModules();
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (StringPrototypeStartsWith(name, 'node:')) continue;
      primordials.ObjectDefineProperty(sources, name, {
        __proto__: null, enumerable: true, configurable: true, get: () => binding('process').builtin_source(name) ?? '',
      });
    }
    return sources;
  },
  os() {
    const os = require('os');
    return {
      getHostname: os.hostname, getUptime: os.uptime, getTotalMem: os.totalmem, getFreeMem: os.freemem, getHomeDirectory: os.homedir,
      getAvailableParallelism: os.availableParallelism, isBigEndian: os.endianness() === 'BE',
    };
  },
  util() {
    const types = require('internal/util/types');
    const result = {};
    for (let i = 0; i < typeTests.length; i++) result[typeTests[i]] = types[typeTests[i]];
    return result;
  },
  uv() {
    const util = require('util');
    const result = { errname: util.getSystemErrorName, getErrorMap: util.getSystemErrorMap };
    for (const { 0: number, 1: { 0: name } } of new primordials.SafeArrayIterator(primordials.ArrayFrom(util.getSystemErrorMap()))) {
      result[`UV_${name}`] = number;
    }
    return result;
  },
};

// Takes the place of a binding without a public form: calling any of its functions throws an error that names it.
function unavailable(name) {
  return new Proxy(ObjectFreeze({ __proto__: null }), {
    __proto__: null,
    get: (target, key) => (typeof key === 'symbol' || key === 'then' || key === 'constructor' ? undefined : function() {
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`process.binding('${name}').${key}`);
    }),
  });
}

const made = new SafeMap();
let told = false;

function processBinding(module) {
  const { getOptionValue } = require('internal/options');
  const name = String(module);
  if (getOptionValue('--permission')) throw new ERR_ACCESS_DENIED('process.binding');
  if (getOptionValue('--pending-deprecation') && !told) {
    told = true;
    process.emitWarning('process.binding() is deprecated. Please use public APIs instead.', 'DeprecationWarning', 'DEP0111');
  }
  if (!allowed.has(name)) throw new Error(`No such module: ${name}`);
  if (deprecated.has(name)) {
    deprecated.delete(name);
    process.emitWarning(`Access to process.binding('${name}') is deprecated.`, 'DeprecationWarning', 'DEP0111');
  }
  let found = made.get(name);
  if (found === undefined) made.set(name, found = makers[name]?.() ?? unavailable(name));
  return found;
}

module.exports = { processBinding };
