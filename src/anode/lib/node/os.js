'use strict';

// `node:os`.

const {
  ArrayPrototypeConcat,
  ArrayPrototypePush,
  NumberParseInt,
  ObjectDefineProperties,
  StringPrototypeEndsWith,
  StringPrototypeSlice,
  StringPrototypeSplit,
  SymbolToPrimitive,
  Uint16Array,
  Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const constants = require('internal/os_constants');
const { validateInt32 } = require('internal/validators');

const os = () => binding('process/os');

let unameParts;
const uname = () => (unameParts ??= os().uname());

// As in Node, these functions convert to their own result: `${os.hostname}`.
function textual(fn) {
  fn[SymbolToPrimitive] = () => fn();
  return fn;
}

const getAvailableParallelism = textual(function availableParallelism() { return os().available_parallelism(); });
const getFreeMem = textual(function freemem() { return os().freemem(); });
const getTotalMem = textual(function totalmem() { return os().totalmem(); });
const getHomeDirectory = textual(function homedir() { return os().homedir(); });
const getHostname = textual(function hostname() { return os().hostname(); });
const getUptime = textual(function uptime() { return os().uptime(); });
const getOSType = textual(function type() { return uname()[0]; });
const getOSVersion = textual(function version() { return uname()[1]; });
const getOSRelease = textual(function release() { return uname()[2]; });
const getMachine = textual(function machine() { return uname()[3]; });
const platform = textual(function platform() { return process.platform; });
const arch = textual(function arch() { return process.arch; });

const endianness = textual(function endianness() { return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE'; });

function loadavg() {
  return os().loadavg();
}

const tmpdir = textual(function tmpdir() {
  const { env } = process;
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && StringPrototypeEndsWith(path, '/') ? StringPrototypeSlice(path, 0, -1) : path;
});

function cpus() {
  const rows = os().cpus();
  const result = [];
  for (let i = 0; i < rows.length; i++) {
    const { 0: model, 1: speed, 2: user, 3: nice, 4: sys, 5: idle, 6: irq } = rows[i];
    ArrayPrototypePush(result, { model, speed, times: { user, nice, sys, idle, irq } });
  }
  return result;
}

// The number of bits that are set in a netmask; null for an address that is no netmask.
function prefixLength(netmask, family) {
  const ipv6 = family === 'IPv6';
  const groups = ipv6 ? expandIPv6(netmask) : StringPrototypeSplit(netmask, '.');
  let bits = 0;
  let ended = false;
  for (let i = 0; i < groups.length; i++) {
    const width = ipv6 ? 16 : 8;
    const value = ipv6 ? NumberParseInt(groups[i], 16) : +groups[i];
    for (let bit = width - 1; bit >= 0; bit--) {
      const set = (value >> bit) & 1;
      if (set && ended) return null;
      if (set) bits++;
      else ended = true;
    }
  }
  return bits;
}

function expandIPv6(address) {
  const halves = StringPrototypeSplit(address, '::');
  const front = halves[0] ? StringPrototypeSplit(halves[0], ':') : [];
  if (halves.length === 1) return front;
  const back = halves[1] ? StringPrototypeSplit(halves[1], ':') : [];
  const zeros = [];
  for (let i = front.length + back.length; i < 8; i++) ArrayPrototypePush(zeros, '0');
  return ArrayPrototypeConcat(front, zeros, back);
}

function networkInterfaces() {
  const rows = os().interfaces();
  const result = {};
  for (let i = 0; i < rows.length; i++) {
    const { 0: name, 1: address, 2: netmask, 3: family, 4: mac, 5: internal, 6: scopeid } = rows[i];
    const prefix = prefixLength(netmask, family);
    const entry = { address, netmask, family, mac, internal, cidr: prefix === null ? null : `${address}/${prefix}` };
    if (scopeid !== -1) entry.scopeid = scopeid;
    if (result[name] === undefined) result[name] = [];
    ArrayPrototypePush(result[name], entry);
  }
  return result;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  os().set_priority(pid, priority);
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  return os().get_priority(pid);
}

function userInfo(options) {
  if (typeof options !== 'object') options = null;
  // An exception of the getter passes to the caller.
  const encoding = options?.encoding;
  const { uid, gid, username, homedir, shell } = os().user_info();
  const text = encoding === 'buffer' ? (value) => Buffer.from(value) : (value) => value;
  return {
    __proto__: null,
    uid, gid, username: text(username), homedir: text(homedir), shell: shell === null ? null : text(shell),
  };
}

module.exports = {
  arch,
  availableParallelism: getAvailableParallelism,
  cpus,
  endianness,
  freemem: getFreeMem,
  getPriority,
  homedir: getHomeDirectory,
  hostname: getHostname,
  loadavg,
  networkInterfaces,
  platform,
  release: getOSRelease,
  setPriority,
  tmpdir,
  totalmem: getTotalMem,
  type: getOSType,
  userInfo,
  uptime: getUptime,
  version: getOSVersion,
  machine: getMachine,
};

const fixed = (value) => ({ __proto__: null, configurable: true, enumerable: true, writable: false, value });
ObjectDefineProperties(module.exports, {
  constants: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get() { return constants.os; },
  },
  EOL: fixed('\n'),
  devNull: fixed('/dev/null'),
});
