'use strict';

// The methods of `process`.

const {
  BigInt, MathFloor, NumberMAX_SAFE_INTEGER, ObjectFreeze, RegExpPrototypeExec, SafeArrayIterator, SafeSet, SetPrototypeHas,
  StringPrototypeIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL, ERR_UNKNOWN_CREDENTIAL }, ErrnoException } = require('internal/errors');
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

function cpuUsage(previous) {
  if (previous) {
    validateObject(previous, 'prevValue');
    for (const name of new SafeArrayIterator(['user', 'system'])) {
      validateNumber(previous[name], `prevValue.${name}`);
      if (previous[name] < 0 || previous[name] > NumberMAX_SAFE_INTEGER) throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, previous[name]);
    }
  }
  const now = ops.cpu_usage();
  return previous ? { user: now.user - previous.user, system: now.system - previous.system } : now;
}

function threadCpuUsage(previous) {
  if (previous) validateObject(previous, 'prevValue');
  const now = ops.thread_cpu_usage();
  return previous ? { user: now.user - previous.user, system: now.system - previous.system } : now;
}

const resourceUsage = () => ops.resource_usage();
const constrainedMemory = () => ops.constrained_memory();
const availableMemory = () => ops.available_memory();

// ---- users and groups ----

function credential(name, set) {
  return function(id) {
    if (typeof id !== 'number' && typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE('id', ['number', 'string'], id);
    if (typeof id === 'number') validateUint32(id, 'id');
    else if (ops.lookup_id(name, id) === -1) throw new ERR_UNKNOWN_CREDENTIAL(name, id);
    set(typeof id === 'number' ? id : ops.lookup_id(name, id));
  };
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  const ids = [];
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    if (typeof group === 'number') {
      validateUint32(group, `groups[${i}]`);
      ids[i] = group;
    } else {
      validateString(group, `groups[${i}]`);
      ids[i] = ops.lookup_id('Group', group);
      if (ids[i] === -1) throw new ERR_UNKNOWN_CREDENTIAL('Group', group);
    }
  }
  ops.setgroups(primordials.JSONStringify(ids));
}

function initgroups(user, extraGroup) {
  if (typeof user !== 'number' && typeof user !== 'string') throw new ERR_INVALID_ARG_TYPE('user', ['number', 'string'], user);
  if (typeof extraGroup !== 'number' && typeof extraGroup !== 'string') throw new ERR_INVALID_ARG_TYPE('extraGroup', ['number', 'string'], extraGroup);
  if (typeof user === 'string' && ops.lookup_id('User', user) === -1) throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  if (typeof extraGroup === 'string' && ops.lookup_id('Group', extraGroup) === -1) throw new ERR_UNKNOWN_CREDENTIAL('Group', extraGroup);
  ops.initgroups(user, typeof extraGroup === 'string' ? ops.lookup_id('Group', extraGroup) : extraGroup);
}

// ---- signals and the end ----

function kill(pid, signal) {
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);  // eslint-disable-line eqeqeq
  let error;
  const { signals } = require('internal/os_constants').os;
  let number;
  if (typeof signal === 'number') {
    number = signal;
  } else {
    number = signals[signal || 'SIGTERM'];
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  try {
    ops.kill(pid | 0, number);
  } catch (thrown) {
    error = thrown;
  }
  if (error !== undefined) throw error.errno ? new ErrnoException(error.errno, 'kill') : error;
  return true;
}

const abort = () => ops.abort();  // as in Node, no constructor

function execve(execPath, args, env) {
  return require('internal/process/execve').execve(execPath, args, env);
}

function getActiveResourcesInfo() {
  const found = ops.active_resources();
  const { timerCount, immediateCount } = require('internal/timers');
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

// Node's allow-list of options for NODE_OPTIONS, as a frozen set that also knows spellings with underscores.
function buildAllowedFlags(list) {
  const trim = (flag) => {
    let text = StringPrototypeReplaceAll(`${flag}`, '_', '-');
    while (StringPrototypeStartsWith(text, '-')) text = StringPrototypeSlice(text, 1);
    const cut = StringPrototypeIndexOf(text, '=');
    return cut === -1 ? text : StringPrototypeSlice(text, 0, cut);
  };
  const known = new SafeSet();
  for (let i = 0; i < list.length; i++) known.add(trim(list[i]));
  class NodeEnvironmentFlagsSet extends primordials.Set {
    constructor() {
      super();
      for (let i = 0; i < list.length; i++) primordials.SetPrototypeAdd(this, list[i]);
    }

    add() { return this; }
    delete() { return false; }
    clear() {}
    has(flag) { return typeof flag === 'string' && (SetPrototypeHas(this, flag) || (RegExpPrototypeExec(/^-/, flag) !== null && known.has(trim(flag)))); }
  }
  const flags = new NodeEnvironmentFlagsSet();
  ObjectFreeze(NodeEnvironmentFlagsSet.prototype.constructor);
  ObjectFreeze(NodeEnvironmentFlagsSet.prototype);
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
  setuid: credential('User', (id) => ops.setid('uid', id)), seteuid: credential('User', (id) => ops.setid('euid', id)),
  setgid: credential('Group', (id) => ops.setid('gid', id)), setegid: credential('Group', (id) => ops.setid('egid', id)),
  setgroups, initgroups, kill, abort, execve, getActiveResourcesInfo, loadEnvFile, buildAllowedFlags, ref, unref,
};
