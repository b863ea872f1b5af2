'use strict';

// The host and the port of this process's inspector: --inspect-port, or the port that it got. process.debugPort is the port.

const { Error, Number, RangeError, RegExpPrototypeExec, StringPrototypeLastIndexOf, StringPrototypeSlice } = primordials;

const { getOptionValue } = require('internal/options');

const DEFAULT_HOST = '127.0.0.1', DEFAULT_PORT = 9229;

let place;

function read() {
  const given = getOptionValue('--inspect-port') ?? `${DEFAULT_HOST}:${DEFAULT_PORT}`;
  const colon = StringPrototypeLastIndexOf(given, ':');
  return { __proto__: null, host: StringPrototypeSlice(given, 0, colon), port: Number(StringPrototypeSlice(given, colon + 1)) };
}

const current = () => (place ??= read());

function setDebugPort(port) {
  const number = Number(port) | 0;
  if (number !== 0 && (number < 1024 || number > 65535)) {
    const error = new RangeError('process.debugPort must be 0 or in range 1024 to 65535');
    error.code = 'ERR_OUT_OF_RANGE';
    throw error;
  }
  current().port = number;
}

// Has another process listen for debuggers.
function debugProcess(pid) {
  try {
    process.kill(pid, 'SIGUSR1');
  } catch (error) {
    const failure = new Error(`${error.code}, ${error.code === 'ESRCH' ? 'No such process' : error.message}`);
    failure.code = error.code;
    failure.errno = -error.errno;
    throw failure;
  }
}

// ---- child processes, each with a port of its own ----

const FIRST_PORT = 1024, LAST_PORT = 65535;
const OPTION = /--inspect(?:-brk|-port)?|--debug-port/;

// Whether a child with these options is to have an inspector.
function isInspected(execArgv = process.execArgv) {
  for (let i = 0; i < execArgv.length; i++) if (RegExpPrototypeExec(OPTION, execArgv[i]) !== null) return true;
  return RegExpPrototypeExec(OPTION, process.env.NODE_OPTIONS ?? '') !== null;
}

let offset = 0;

// The port of the next child; `given` is a port, or a function that gives one.
function nextInspectPort(given) {
  let port = typeof given === 'function' ? given() : given;
  if (port === undefined || port === null) {
    port = current().port + ++offset;
    if (port > LAST_PORT) port = port - LAST_PORT + FIRST_PORT - 1;
  }
  return require('internal/validators').validatePort(port);
}

module.exports = { isInspected, nextInspectPort, debugProcess, current, setDebugPort };
