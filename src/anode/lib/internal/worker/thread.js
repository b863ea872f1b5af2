'use strict';

// The inside of a worker: the differences from the main thread's process, and the program that its parent has sent.

const { ArrayPrototypePush, ArrayPrototypeSplice, ObjectDefineProperty } = primordials;

const { codes: { ERR_WORKER_UNSUPPORTED_OPERATION } } = require('internal/errors');
const { arrive } = require('internal/worker/endpoint');
const { adopt, receiveMessageOnPort } = require('internal/worker/io');
const { MORE, STDIO, kWanted, streamsOf } = require('internal/worker/stdio');
const thisThread = require('internal/worker/this_thread');

let control;
let streams;
let program;

// ---- process ----

function unavailable(name) {
  function disabled() {
    throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`);
  }
  disabled.disabled = true;
  return disabled;
}

function patchProcess() {
  const methods = ['abort', 'chdir', 'setuid', 'seteuid', 'setgid', 'setegid', 'setgroups', 'initgroups'];
  if (process.env.NODE_CHANNEL_FD !== undefined) {
    methods[methods.length] = 'send';
    methods[methods.length] = 'disconnect';
    for (const name of ['channel', 'connected']) {
      ObjectDefineProperty(process, name, {
        __proto__: null, configurable: true, enumerable: false,
        get() { throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}`); },
      });
    }
  }
  for (let i = 0; i < methods.length; i++) process[methods[i]] = unavailable(methods[i]);
  const { umask, cwd } = binding('process');
  process.umask = (mask) => {
    if (mask !== undefined) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
    return umask(-1);
  };
  process.cwd = () => cwd();  // the main thread may change it at any time
  process.execve = () => {
    require('internal/util/deprecation').emitExperimentalWarning('process.execve');
    throw new ERR_WORKER_UNSUPPORTED_OPERATION('Calling process.execve');
  };
}

// ---- its beginning ----

function enter({ threadId, name, limits, control: mailbox, inbox, sharedEnv, trackFiles }) {
  const { nameLimits } = require('internal/worker/limits');
  thisThread.isMainThread = false;
  thisThread.threadId = threadId;
  thisThread.threadName = name;
  thisThread.resourceLimits = nameLimits(limits);
  if (trackFiles) binding.attach(binding('worker').track_files(), (kind, text) => process.emitWarning(text));
  control = adopt(arrive(mailbox));
  const { message } = receiveMessageOnPort(control);
  program = message.program;
  if (sharedEnv) require('internal/process/env').share();
  patchProcess();
  streams = streamsOf(control, message.hasStdin);
  const stdio = require('internal/bootstrap/stdio');
  // A thread of hooks writes directly: a process that waits for it may end before a message arrives.
  if (program.kind !== 'hooks') for (const stream in streams) stdio.replace(stream, streams[stream]);
  control.on('message', receive);
  control.unref();
  const { environmentData } = require('internal/worker/environment');
  primordials.MapPrototypeForEach(message.environmentData, (value, key) => environmentData.set(key, value));
  thisThread.parentPort = message.publicPort;
  thisThread.workerData = message.workerData;
  if (message.argv !== undefined) for (let i = 0; i < message.argv.length; i++) ArrayPrototypePush(process.argv, message.argv[i]);
  require('internal/worker/messaging').listen(inbox);
  require('internal/process/execution').setThread({ __proto__: null, flush, park, report });
}

function receive(message) {
  switch (message.type) {
    case STDIO: streams.stdin.receive(message.chunks); break;
    case MORE: streams[message.stream][kWanted](); break;
    case 'ask': control.postMessage({ type: 'answer', id: message.id, value: answers[message.what](message.options) });
  }
}

let stopCpuProfile, stopHeapProfile;
const answers = {
  __proto__: null,
  cpu: () => process.threadCpuUsage(),
  statistics: () => ({ ...require('v8').getHeapStatistics(), does_zap_garbage: false }),
  snapshot: (options) => require('internal/v8/heap_snapshot').parts(options),
  startCpuProfile() {
    stopCpuProfile = require('internal/v8/cpu_profile').startCpu();
    return true;
  },
  stopCpuProfile: () => stopCpuProfile(),
  startHeapProfile() {
    stopHeapProfile = require('internal/v8/cpu_profile').startHeap();
    return true;
  },
  stopHeapProfile: () => stopHeapProfile(),
};

function run(main) {
  control.postMessage({ type: 'online' });
  try {
    load(main);
  } catch (error) {
    // The program is loaded before ticks run, and a listener's exception comes after the ticks that wait.
    process.nextTick(() => { throw error; });
  }
}

function load(main) {
  const { kind, text } = program;
  if (kind === 'hooks') {
    const port = thisThread.workerData;
    thisThread.workerData = thisThread.parentPort = null;
    require('internal/modules/esm/hooks_thread').run(port);
    return;
  }
  ArrayPrototypeSplice(process.argv, 1, 0, kind === 'file' ? text : '[worker eval]');
  switch (kind) {
    case 'file':
      main.runFile(text);
      break;
    case 'script':
      process._eval = text;
      main.runText(text, '[worker eval]', false);
      break;
    case 'url':
      main.runUrl(text);
  }
}

// ---- its end ----

// An uncaught exception: an `error` event of the worker.
function report(error) {
  let described;
  try {
    described = require('internal/worker/errors').describeError(error);
  } catch {
    control.postMessage({ type: 'unserializable' });
    return;
  }
  control.postMessage({ type: 'error', error: described });
}

// Sends data that was written and not sent yet.
function flush() {
  process._exiting = true;
  streams.stdout[kWanted]();
  streams.stderr[kWanted]();
}

// Waits to be terminated, which nothing can catch; process.exit() does not return.
function park() {
  const { await_end } = binding('process');
  while (await_end());
}

// The program has come to its end by itself.
function leave() {
  if (!process._exiting) {
    process._exiting = true;
    process.emit('exit', process.exitCode || 0);
    require('internal/engine').runMicrotasks();
  }
  flush();
  binding('worker').leave(+process.exitCode || 0);
}

module.exports = {
  enter, flush, leave, run,
  isForHooks: () => program.kind === 'hooks',
};
