'use strict';

// What happens when something is thrown and nobody catches it, and how a process comes to its end.

const { Error } = primordials;
const { unwindAfterException } = require('internal/async_hooks');
const { setUncaughtExceptionCaptureCallback, getCapture } = captureCallback();

function captureCallback() {
  let capture = null;
  return {
    getCapture: () => capture,
    setUncaughtExceptionCaptureCallback(callback) {
      if (callback === null) {
        capture = null;
        return;
      }
      const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET } } = require('internal/errors');
      if (typeof callback !== 'function') throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], callback);
      if (capture !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
      capture = callback;
    },
  };
}

// `kStopped` is thrown through user code by an embedded isolate that has been told to exit.
const kStopped = new Error('stopped');

let domainCapture;  // (error) => whether a domain took it; there once node:domain is loaded

function reallyExit(code) {
  binding('process').exit(code);
  throw kStopped;
}

// Emits `exit` once; its listeners may set another code.
function exit(code) {
  const { setExitCode } = require('internal/process/exit_code');
  if (arguments.length !== 0 && code !== undefined) setExitCode(code);
  if (!process._exiting) {
    process._exiting = true;
    process.emit('exit', process.exitCode || 0);
  }
  process.reallyExit(+process.exitCode || 0);
}

function printFatal(error, fromPromise, place) {
  require('internal/process/fatal').print(error, fromPromise, place);
}

const noop = () => {};

// Somebody has handled it. What waits to be drained comes after the next callback, so there must be one.
function goOn() {
  require('timers').setImmediate(noop);
  unwindAfterException();
}

// Returns only if the program goes on. `place` is where what is no error was thrown.
function onUncaughtException(error, fromPromise = false, place = undefined) {
  if (error === kStopped) return;
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  try {
    if (!process._exiting || process.listenerCount('uncaughtExceptionMonitor') > 0) {
      process.emit('uncaughtExceptionMonitor', error, origin);
    }
    let handled = true;
    if (domainCapture === undefined || !domainCapture(error)) {
      const capture = getCapture();
      if (capture !== null) capture(error);
      else handled = process.emit('uncaughtException', error, origin);
    }
    if (handled) {
      goOn();
      return;
    }
  } catch (thrown) {
    if (thrown === kStopped) return;
    // A handler that throws ends the process with code 7.
    printFatal(thrown, false);
    process._exiting = true;
    process.reallyExit(7);
    return;
  }
  printFatal(error, fromPromise, place);
  if (require('internal/options').getOptionValue('--abort-on-uncaught-exception')) binding('process').abort();
  try {
    if (!process._exiting) {
      process._exiting = true;
      process.exitCode = 1;
      process.emit('exit', 1);
    }
  } catch (thrown) {
    if (thrown !== kStopped) printFatal(thrown, false);
  }
  process.reallyExit(process.exitCode === undefined ? 1 : process.exitCode);
}

module.exports = {
  kStopped, setDomainCapture: (capture) => { domainCapture = capture; }, exit, reallyExit, onUncaughtException, setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback: () => getCapture() !== null,
};
