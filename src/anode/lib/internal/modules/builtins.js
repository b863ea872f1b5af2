'use strict';

// The public modules: all of Node's names, those that need `node:`, and those whose files are missing here.

const {
  ArrayPrototypeConcat, ArrayPrototypeSort, SafeMap, SafeSet, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const NODE = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server', '_stream_duplex',
  '_stream_passthrough', '_stream_readable', '_stream_transform', '_stream_wrap', '_stream_writable', '_tls_common', '_tls_wrap',
  'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants', 'crypto', 'dgram',
  'diagnostics_channel', 'dns', 'dns/promises', 'domain', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https', 'inspector',
  'inspector/promises', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode',
  'querystring', 'readline', 'readline/promises', 'repl', 'stream', 'stream/consumers', 'stream/promises', 'stream/web',
  'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'trace_events', 'tty', 'url', 'util', 'util/types', 'v8', 'vm',
  'wasi', 'worker_threads', 'zlib',
];
const SCHEME_ONLY = ['sea', 'sqlite', 'test', 'test/reporters'];

const loader = require('internal/bootstrap/loader');
const known = new SafeSet(NODE);
const schemeOnly = new SafeSet(SCHEME_ONLY);

const isThere = (id) => loader.files.has(id) && (known.has(id) || schemeOnly.has(id)) && !(id === 'sqlite' && isSwitchedOff());
const isSwitchedOff = () => require('internal/options').getOptionValue('--experimental-sqlite') === false;

// `fs`, `node:fs` and `node:test` are specifiers of builtins; plain `test` is a package.
function canBeRequired(specifier) {
  if (StringPrototypeStartsWith(specifier, 'node:')) return isThere(StringPrototypeSlice(specifier, 5));
  return known.has(specifier) && isThere(specifier);
}

const isBuiltin = (specifier) => {
  if (typeof specifier !== 'string') return false;
  return canBeRequired(specifier);
};

function getBuiltin(specifier) {
  if (!canBeRequired(specifier)) return undefined;
  return compileForPublic(StringPrototypeStartsWith(specifier, 'node:') ? StringPrototypeSlice(specifier, 5) : specifier);
}

const compiled = new SafeMap();
function compileForPublic(id) {
  const found = compiled.get(id);
  if (found !== undefined) return found;
  const exports = loader.requireInternal(id);
  compiled.set(id, exports);
  return exports;
}

function builtinModules() {
  const list = [];
  for (let i = 0; i < NODE.length; i++) if (isThere(NODE[i])) list[list.length] = NODE[i];
  for (let i = 0; i < SCHEME_ONLY.length; i++) if (isThere(SCHEME_ONLY[i])) list[list.length] = `node:${SCHEME_ONLY[i]}`;
  return ArrayPrototypeSort(list);
}

// The names of the public modules that have a file, without `node:`. Python takes them while the snapshot is built.
const publicNames = () => primordials.ArrayPrototypeFilter(ArrayPrototypeConcat(NODE, SCHEME_ONLY), isThere);

const keysOf = (exports) => primordials.ArrayPrototypeFilter(primordials.ObjectKeys(exports), (key) => key !== 'default');

// The names that `import { … }` can take from a builtin, its default export first.
const exportNamesOf = (exports) => ArrayPrototypeConcat(['default'], keysOf(exports));

module.exports = { exportNamesOf, builtinModules, canBeRequired, getBuiltin, isBuiltin, compileForPublic, publicNames };
