'use strict';

// The methods of `process`.

const {
  BigInt, Error, MathFloor, NumberMAX_SAFE_INTEGER, ObjectAssign, ObjectFreeze, RegExpPrototypeSymbolReplace,
  SafeArrayIterator, SafeSet, StringPrototypeIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL, ERR_UNKNOWN_CREDENTIAL },
  ErrnoException,
} = require('internal/errors');
const { validateArray, validateNumber, validateObject, validateString, validateUint32 } = require('internal/validators');

const ops = binding('process');

let cachedCwd = '';
function cwd() {
  if (cachedCwd === '') cachedCwd = ops.cwd();
  return cachedCwd;
}

function chdir(directory) {
  validateString(directory, 'directory');
  cachedCwd = '';
  ops.chdir(directory);
}

function umask(mask) {
  if (mask === undefined) return ops.umask(-1);
  const { parseFileMode } = require('internal/validators');
  return ops.umask(parseFileMode(mask, 'mask'));
}

// ---- time ----

const time = binding('time');

function hrtime(previous) {
  if (previous !== undefined) {
    validateArray(previous, 'time');
    if (previous.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, previous.length);
  }
  const { 0: seconds, 1: nanoseconds } = split(time.hrtime_ns());
  if (previous === undefined) return [seconds, nanoseconds];
  let s = seconds - previous[0];
  let n = nanoseconds - previous[1];
  if (n < 0) {
    s--;
    n += 1e9;
  }
  return [s, n];
}

// Nanoseconds since boot stay below 2^53 for a hundred days of uptime; past that they come as two numbers in a string.
function split(ns) {
  if (typeof ns === 'string') {
    const cut = StringPrototypeIndexOf(ns, ' ');
    return [+StringPrototypeSlice(ns, 0, cut), +StringPrototypeSlice(ns, cut + 1)];
  }
  const seconds = MathFloor(ns / 1e9);
  return [seconds, ns - seconds * 1e9];
}

hrtime.bigint = function bigint() {
  const { 0: seconds, 1: nanoseconds } = split(time.hrtime_ns());
  return BigInt(seconds) * 1000000000n + BigInt(nanoseconds);
};

function uptime() {
  return ops.uptime();
}

// ---- memory and CPU ----

function memoryUsage() {
  const engine = require('internal/engine');
  const { physicalTotal, heapTotal, heapUsed, external } = engine.memoryUsage();
  return { rss: ops.rss() || physicalTotal, heapTotal, heapUsed, external, arrayBuffers: external };
}
memoryUsage.rss = function rss() {
  return ops.rss();
};

function validateUsage(previous) {
  validateObject(previous, 'prevValue');
  for (const name of new SafeArrayIterator(['user', 'system'])) {
    const value = previous[name];
    validateNumber(value, `prevValue.${name}`);
    if (!(value >= 0 && value <= NumberMAX_SAFE_INTEGER)) throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, value);
  }
}

function cpuUsage(previous) {
  if (previous) validateUsage(previous);
  const now = ops.cpu_usage();
  return previous ? { user: now.user - previous.user, system: now.system - previous.system } : now;
}

function threadCpuUsage(previous) {
  if (previous) validateUsage(previous);
  const now = ops.thread_cpu_usage();
  return previous ? { user: now.user - previous.user, system: now.system - previous.system } : now;
}

const resourceUsage = () => ops.resource_usage();
const constrainedMemory = () => primordials.Number(ops.constrained_memory());
const availableMemory = () => ops.available_memory();

// ---- users and groups ----

function idOf(kind, given, argument) {
  if (typeof given === 'number') {
    validateUint32(given, argument);
    return given;
  }
  if (typeof given !== 'string') throw new ERR_INVALID_ARG_TYPE(argument, ['number', 'string'], given);
  const id = ops.lookup_id(kind, given);
  if (id === -1) throw new ERR_UNKNOWN_CREDENTIAL(kind, given);
  return id;
}

// The errors of these calls have the system's own text, and a code.
function permitted(syscall, set) {
  try {
    set();
  } catch (error) {
    if (error.code !== 'EPERM') throw error;
    throw ObjectAssign(new Error('EPERM, Operation not permitted'), { errno: 1, code: 'EPERM', syscall });
  }
}

const credential = (kind, set, syscall) => function(id) {
  const number = idOf(kind, id, 'id');
  permitted(syscall, () => set(number));
};

function setgroups(groups) {
  validateArray(groups, 'groups');
  const ids = [];
  for (let i = 0; i < groups.length; i++) {
    ids[i] = idOf('Group', groups[i], `groups[${i}]`);
  }
  permitted('setgroups', () => ops.setgroups(binding.encode(ids)));
}

function initgroups(user, extraGroup) {
  if (typeof user !== 'string') user = idOf('User', user, 'user');
  const group = idOf('Group', extraGroup, 'extraGroup');  // looked up first, so that its error comes first
  if (typeof user === 'string') idOf('User', user, 'user');
  permitted('initgroups', () => ops.initgroups(user, group));
}

// ---- signals and the end ----

function kill(pid, signal) {
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);  // eslint-disable-line eqeqeq
  const { signals } = require('internal/os_constants').os;
  let number;
  if (typeof signal === 'number') {
    number = signal;
  } else {
    number = signals[signal || 'SIGTERM'];
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  if (number > 0 && (pid === 0 || pid === -1 || pid === process.pid || pid === -process.pid)) {
    require('internal/process/execution').beforeOwnSignal(number);
  }
  const failed = process._kill(pid, number);
  if (failed) throw new ErrnoException(failed, 'kill');
  return true;
}

// The number of the error, or 0. Packages replace it.
function _kill(pid, number) {
  try {
    ops.kill(pid | 0, number);
    return 0;
  } catch (error) {
    if (typeof error.errno !== 'number') throw error;
    return error.errno;
  }
}

// As in Node, no constructor.
const abort = () => {
  ops.abort();
  require('internal/process/execution').stop();  // there is a host, and the program has ended
};

function execve(execPath, args, env) {
  return require('internal/process/execve').execve(execPath, args, env);
}

function getActiveResourcesInfo() {
  const found = ops.active_resources();
  const { timerCount } = require('internal/timers/timeout');
  const { immediateCount } = require('internal/timers/immediate');
  for (let i = 0; i < timerCount(); i++) found[found.length] = 'Timeout';
  for (let i = 0; i < immediateCount(); i++) found[found.length] = 'Immediate';
  return found;
}

function loadEnvFile(path) {
  const target = path === undefined || path === null ? '.env' : path;
  const { parseEnv } = require('util');
  const values = parseEnv(require('fs').readFileSync(target, 'utf8'));
  for (const key in values) {
    if (process.env[key] === undefined) process.env[key] = values[key];
  }
}

// Node's allow-list of options for NODE_OPTIONS: a frozen set that holds nothing itself, so that nothing can be added to it. It also
// accepts spellings with underscores.
function buildAllowedFlags(list) {
  const bare = new SafeSet();  // without their dashes
  for (let i = 0; i < list.length; i++) bare.add(RegExpPrototypeSymbolReplace(/^--?/, list[i], ''));
  const all = new SafeSet(list);
  class NodeEnvironmentFlagsSet extends primordials.Set {
    add() { return this; }
    delete() { return false; }
    clear() {}
    get size() { return list.length; }
    has(flag) {
      if (typeof flag !== 'string') return false;
      const plain = StringPrototypeReplaceAll(flag, '_', '-');
      if (!StringPrototypeStartsWith(plain, '-')) return bare.has(plain);
      const cut = StringPrototypeIndexOf(plain, '=');
      return all.has(cut === -1 ? plain : StringPrototypeSlice(plain, 0, cut));
    }

    entries() { return new primordials.Set(list).entries(); }
    values() { return new primordials.Set(list).values(); }
    forEach(callback, thisArg = undefined) {
      for (let i = 0; i < list.length; i++) primordials.ReflectApply(callback, thisArg, [list[i], list[i], this]);
    }
  }
  const { prototype } = NodeEnvironmentFlagsSet;
  const { value: values } = primordials.ObjectGetOwnPropertyDescriptor(prototype, 'values');
  for (const key of new SafeArrayIterator(['keys', primordials.SymbolIterator])) {
    primordials.ObjectDefineProperty(prototype, key, {
      __proto__: null, value: values, enumerable: false, configurable: true, writable: true,
    });
  }
  const flags = new NodeEnvironmentFlagsSet();
  ObjectFreeze(NodeEnvironmentFlagsSet);
  ObjectFreeze(prototype);
  return ObjectFreeze(flags);
}

function ref(maybe) {
  const method = maybe?.[primordials.SymbolFor('nodejs.ref')] || maybe?.[primordials.SymbolFor('node:ref')] || maybe?.ref;
  if (typeof method === 'function') primordials.FunctionPrototypeCall(method, maybe);
}

function unref(maybe) {
  const method = maybe?.[primordials.SymbolFor('nodejs.unref')] || maybe?.[primordials.SymbolFor('node:unref')] || maybe?.unref;
  if (typeof method === 'function') primordials.FunctionPrototypeCall(method, maybe);
}

module.exports = {
  cwd, chdir, umask, hrtime, uptime, memoryUsage, cpuUsage, threadCpuUsage, resourceUsage, constrainedMemory, availableMemory,
  getuid: () => ops.getid('uid'), geteuid: () => ops.getid('euid'), getgid: () => ops.getid('gid'), getegid: () => ops.getid('egid'),
  getgroups: () => ops.getgroups(),
  setuid: credential('User', (id) => ops.setid('uid', id), 'setuid'), seteuid: credential('User', (id) => ops.setid('euid', id), 'seteuid'),
  setgid: credential('Group', (id) => ops.setid('gid', id), 'setgid'),
  setegid: credential('Group', (id) => ops.setid('egid', id), 'setegid'), setgroups, initgroups, kill, _kill, abort, execve,
  getActiveResourcesInfo, loadEnvFile, buildAllowedFlags, ref, unref,
};
