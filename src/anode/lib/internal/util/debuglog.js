'use strict';

// NODE_DEBUG=http,net: sections of debugging output. The timers of console.time live here too.

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  MathFloor,
  NumberPrototypeToFixed,
  ObjectDefineProperty,
  ReflectApply,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeArrayIterator,
  StringPrototypePadStart,
  StringPrototypeSplit,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
} = primordials;
const { formatWithOptions } = require('internal/util/inspect');

let isSectionEnabled;

// Sections are names with `*` for anything; the case does not count.
function initializeDebugEnv(value) {
  if (!value) {
    isSectionEnabled = () => false;
    return;
  }
  const names = ArrayPrototypeMap(StringPrototypeSplit(value, ','), (name) =>
    RegExpPrototypeSymbolReplace(/\*/g, RegExpPrototypeSymbolReplace(/[|\\{}()[\]^$+?.]/g, name, '\\$&'), '.*'));
  const pattern = new RegExp(`^(?:${ArrayPrototypeJoin(names, '|')})$`, 'i');
  isSectionEnabled = (section) => RegExpPrototypeExec(pattern, section) !== null;
}

function enabled(section) {
  if (isSectionEnabled === undefined) initializeDebugEnv(process.env.NODE_DEBUG);
  return isSectionEnabled(section);
}

function write(section, args) {
  const colors = process.stderr.hasColors?.() ?? false;
  const text = formatWithOptions({ colors }, ...new SafeArrayIterator(args));
  process.stderr.write(`${section} ${process.pid}: ${text}\n`);
}

function warnOfSecrets(name) {
  process.emitWarning(
    `Setting the NODE_DEBUG environment variable to '${StringPrototypeToLowerCase(name)}' can expose sensitive data ` +
    '(such as passwords, tokens and authentication headers) in the resulting log.');
}

// The section is looked up at the first message, so that modules can make their loggers early. `ready` is called then with the function
// that writes.
function debuglog(section, ready) {
  const name = StringPrototypeToUpperCase(section);
  let on;
  const isOn = () => (on ??= enabled(name));
  let debug = (...args) => {
    if (isOn() && (name === 'HTTP' || name === 'HTTP2')) warnOfSecrets(name);
    const log = isOn() ? (...messages) => write(name, messages) : () => {};
    debug = log;
    if (typeof ready === 'function') ready(log);
    ReflectApply(log, undefined, args);
  };
  const logger = (...args) => ReflectApply(debug, undefined, args);
  ObjectDefineProperty(logger, 'enabled',
                       { __proto__: null, get: isOn, configurable: true, enumerable: true });
  return logger;
}

// --- Timers -----------------------------------------------------------------------------------------------

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;

const pad = (value) => StringPrototypePadStart(`${value}`, 2, '0');

// 3723004.5 => '1:02:03.005 (h:mm:ss.mmm)'
function formatTime(ms) {
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  if (ms >= kSecond) {
    if (ms >= kMinute) {
      if (ms >= kHour) {
        hours = MathFloor(ms / kHour);
        ms %= kHour;
      }
      minutes = MathFloor(ms / kMinute);
      ms %= kMinute;
    }
    seconds = ms / kSecond;
  }
  if (hours === 0 && minutes === 0) {
    return seconds !== 0 ? `${NumberPrototypeToFixed(seconds, 3)}s` : `${+NumberPrototypeToFixed(ms, 3)}ms`;
  }
  const { 0: whole, 1: fraction } = StringPrototypeSplit(NumberPrototypeToFixed(seconds, 3), '.');
  return hours !== 0 ? `${hours}:${pad(minutes)}:${pad(whole)}.${fraction} (h:mm:ss.mmm)` :
    `${minutes}:${pad(whole)}.${fraction} (m:ss.mmm)`;
}

function time(timers, implementation, label = 'default') {
  label = `${label}`;
  if (timers.has(label)) {
    process.emitWarning(`Label '${label}' already exists for ${implementation}`);
    return;
  }
  timers.set(label, process.hrtime());
}

function report(timers, implementation, log, label, args) {
  const start = timers.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for ${implementation}`);
    return false;
  }
  const { 0: seconds, 1: nanoseconds } = process.hrtime(start);
  const text = formatTime(seconds * 1000 + nanoseconds / 1e6);
  log(label, text, args);
  return true;
}

function timeEnd(timers, implementation, log, label = 'default') {
  label = `${label}`;
  if (report(timers, implementation, log, label)) timers.delete(label);
}

function timeLog(timers, implementation, log, label = 'default', args = undefined) {
  report(timers, implementation, log, `${label}`, args);
}

module.exports = { debuglog, formatTime, initializeDebugEnv, time, timeEnd, timeLog };
