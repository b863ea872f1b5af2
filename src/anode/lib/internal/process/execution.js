'use strict';

// Uncaught exceptions, and how a process comes to its end.

const { Error, ErrorCaptureStackTrace, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;
const { unwindAfterException } = require('internal/async_hooks');
const { state, setUncaughtExceptionCaptureCallback } = captureCallback();

function captureCallback() {
  const state = { captureFn: null };
  return {
    state,
    setUncaughtExceptionCaptureCallback(callback) {
      if (callback === null) {
        state.captureFn = null;
        return;
      }
      const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET } } = require('internal/errors');
      if (typeof callback !== 'function') throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], callback);
      if (state.captureFn !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
      state.captureFn = callback;
    },
  };
}

// `kStopped` is thrown through user code by an embedded isolate that has been told to exit.
const kStopped = new Error('stopped');

let reportToHost;   // (error) => whether the program goes on; set where a Python program is the host
let thread;         // in a worker: { report, flush, park }, see internal/worker/thread.js
let writeCache;     // where compiled code is kept
let endAddons;      // once a native addon is loaded: runs its cleanup hooks
let inspector;      // { leave, thrown }: what a debugger hears of the end, see internal/inspector/agent.js
let trace;          // { finish, thrown }: where the loop's work is recorded, see internal/trace/recorder.js
let domainCapture;  // (error) => whether a domain took it; set once node:domain is loaded

// --trace-exit: where process.exit() was called.
function traceExit(code) {
  const where = {};
  ErrorCaptureStackTrace(where, traceExit);
  const { isMainThread, threadId } = require('internal/worker/this_thread');
  const who = isMainThread ? `(node:${process.pid})` : `(node:${process.pid}, thread:${threadId})`;
  const stack = StringPrototypeSlice(where.stack, StringPrototypeIndexOf(where.stack, '\n'));
  require('internal/process/fatal').writeStderr(`${who} WARNING: Exited the environment with code ${code}${stack}\n`);
}

function reallyExit(code) {
  writeCache?.();
  // In the main thread of a program of its own, native addons hear only of an end that comes by itself, as in Node.
  if (thread !== undefined || reportToHost !== undefined) runEndOfAddons();
  inspector?.leave();
  trace?.finish();
  thread?.flush();
  binding('process').exit(code);
  stop();
}

function runEndOfAddons() {
  const end = endAddons;
  endAddons = undefined;
  end?.();
}

// The program sends itself a signal, which may end it: what it is to leave is written before.
function beforeOwnSignal(number) {
  if (inspector === undefined) return;
  const { signals } = require('internal/os_constants').os;
  for (const name in signals) if (signals[name] === number && process.listenerCount(name) > 0) return;
  inspector.finish();
}

// The program has ended, and no more of it runs.
function stop() {
  thread?.park();
  throw kStopped;
}

// The end of a program that has nothing left to do. As in Node it emits `exit`, also where process.exit() has done so and a listener threw.
// Rejected promises that the listeners leave are handled after them.
function exitAtEnd() {
  process._exiting = true;
  try {
    process.emit('exit', process.exitCode || 0);
  } catch (error) {
    if (error === kStopped) throw error;
    onUncaughtException(error);
  }
  require('internal/engine').runMicrotasks();
  runEndOfAddons();
  reallyExit(process.exitCode || 0);
}

// Emits `exit` once; its listeners may set another code.
function exit(code) {
  const { setExitCode } = require('internal/process/exit_code');
  if (arguments.length !== 0 && code !== undefined) setExitCode(code);
  if (!process._exiting) {
    process._exiting = true;
    process.emit('exit', process.exitCode || 0);
  }
  if (require('internal/options').getOptionValue('--trace-exit')) traceExit(+process.exitCode || 0);
  process.reallyExit(+process.exitCode || 0);
}

function printFatal(error, fromPromise, here) {
  inspector?.thrown(error);
  trace?.thrown(error);
  require('internal/process/fatal').print(error, fromPromise, here);
}

const abortsOnException = () => require('internal/options').getOptionValue('--abort-on-uncaught-exception');
const noop = () => {};

// The exception was handled. Ticks and microtasks that wait are run after the next callback, so there must be one.
function goOn() {
  require('internal/timers/immediate').setImmediate(noop);
  unwindAfterException();
}

// In a worker the parent is told of the error, after the listeners of `exit` have run. An error they throw is not reported and does
// not change the code.
function endThread(error) {
  if (!process._exiting) {
    process._exiting = true;
    process.exitCode = 1;
    try {
      process.emit('exit', 1);
    } catch (thrown) {
      if (thrown === kStopped) return;
    }
  }
  thread.report(error);
  process.reallyExit(process.exitCode ?? 0);
}

// Returns only if the program goes on. `here` is the place that passed the error on; it is shown when the error has no place itself.
function onUncaughtException(error, fromPromise = false, here = undefined) {
  if (error === kStopped) return;
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  try {
    if (!process._exiting || process.listenerCount('uncaughtExceptionMonitor') > 0) {
      process.emit('uncaughtExceptionMonitor', error, origin);
    }
    let handled = true;
    if (domainCapture === undefined || !domainCapture(error)) {
      if (state.captureFn !== null) state.captureFn(error);
      else if (abortsOnException()) handled = false;  // whether there are listeners or not
      else handled = process.emit('uncaughtException', error, origin);
    }
    if (handled) {
      goOn();
      return;
    }
  } catch (thrown) {
    if (thrown === kStopped) return;
    // A handler that throws ends the process with code 7.
    if (thread !== undefined) {
      endThread(thrown);
      return;
    }
    printFatal(thrown, false);
    if (abortsOnException()) binding('process').abort();
    process._exiting = true;
    process.reallyExit(7);
    return;
  }
  if (thread !== undefined) {
    endThread(error);
    return;
  }
  if (reportToHost?.(error)) {
    goOn();
    return;
  }
  printFatal(error, fromPromise, here);
  require('internal/process/report').reportUncaught(error);
  if (abortsOnException()) binding('process').abort();
  try {
    if (!process._exiting) {
      process._exiting = true;
      process.exitCode = 1;
      process.emit('exit', 1);
    }
  } catch (thrown) {
    if (thrown === kStopped) return;  // any other error thrown here can no longer be reported
  }
  process.reallyExit(process.exitCode === undefined ? 1 : process.exitCode);
}

// Programs may call and replace this. True: the program goes on.
function _fatalException(error, fromPromise) {
  onUncaughtException(error, fromPromise);
  return true;
}

const NO_HANDLER = 6;  // the exit code if a program replaced `_fatalException` by something that is not a function

function onFatalException(error, here = undefined) {
  if (process._fatalException === _fatalException) onUncaughtException(error, false, here);
  else if (typeof process._fatalException === 'function') process._fatalException(error);
  else process.reallyExit(NO_HANDLER);
}

// ---- -e and stdin ----

// A script's completion value, as eval gives it, but with a name of its own in stacks.
// Debuggers look for a frame of this file, as in Node.
function runScript(source, name, note) {
  const pausing = require('internal/options').getOptionValue('--inspect-brk') && require('internal/worker/this_thread').isMainThread ?
    require('internal/inspector/agent').callAndPauseOnStart : undefined;
  const result = require('internal/engine').evalContext(source, `eval:${name}`, pausing);  // a URL, which stacks show without its scheme
  const failure = result[1];
  if (failure === null || failure === undefined) return { value: result[0], error: undefined };
  const { thrown, isCompileError } = failure;
  if (isCompileError && thrown instanceof primordials.SyntaxError) {
    require('internal/modules/syntax_error').decorate(thrown, source, name, [], 0, note);
  }
  return { value: undefined, error: { thrown } };
}

module.exports = {
  kStopped, stop, setInspector: (given) => { inspector = given; }, setTrace: (given) => { trace = given; },
  setThread: (given) => { thread = given; }, setWriteCache: (write) => { writeCache = write; },
  setHost: (report) => { reportToHost = report; }, setDomainCapture: (capture) => { domainCapture = capture; },
  runEndOfAddons, setEndOfAddons: (end) => { endAddons = end; },
  _fatalException, beforeOwnSignal, exit, reallyExit,
  onFatalException, onUncaughtException, runScript, setUncaughtExceptionCaptureCallback, exitAtEnd,
  hasUncaughtExceptionCaptureCallback: () => state.captureFn !== null,
};
