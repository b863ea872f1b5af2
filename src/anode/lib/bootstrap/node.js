'use strict';

// Boot. `prepare` runs once, while the snapshot is built: it makes the process object and the globals and evaluates the modules
// nearly every program uses. `start` runs at each start, with arguments, environment and the raw op.

const {
  DateNow, Error, ObjectCreate, ObjectDefineProperty, ObjectGetPrototypeOf, ObjectSetPrototypeOf, ReflectApply, SafeSet,
  SymbolToStringTag,
} = primordials;

const { Flag: { TIMERS_REF, IMMEDIATES_REF } } = binding('loop');

// ---- the process object ----

function makeProcess(EventEmitter) {
  const proto = ObjectCreate(EventEmitter.prototype, {
    __proto__: null,
    constructor: { __proto__: null, value: function process() {}, writable: true, configurable: true, enumerable: false },
  });
  proto.constructor.prototype = proto;
  const target = process;
  ObjectSetPrototypeOf(target, proto);
  ObjectDefineProperty(target, SymbolToStringTag, { __proto__: null, value: 'process', writable: true });
  return target;
}

const lazyValue = (target, name, make, enumerable = true) => {
  ObjectDefineProperty(target, name, {
    __proto__: null, enumerable, configurable: true,
    get() {
      const value = make();
      ObjectDefineProperty(target, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
      return value;
    },
    set(value) {
      ObjectDefineProperty(target, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
    },
  });
};

// Methods whose files few programs need.
const smallMethods = {
  binding(module) { return require('internal/process/legacy_binding').processBinding(module); },
  _linkedBinding(module) {
    const error = new Error(`No such binding was linked: ${module}`);
    error.code = 'ERR_INVALID_MODULE';
    throw error;
  },
  dlopen(module, filename) {
    return ReflectApply(require('internal/process/addons').dlopen, undefined, arguments);
  },
  getBuiltinModule(id) {
    require('internal/validators').validateString(id, 'id');
    return require('internal/modules/builtins').getBuiltin(id);
  },
  _getActiveRequests() { return require('internal/process/active').getActiveRequests(); },
  _getActiveHandles() { return require('internal/process/active').getActiveHandles(); },
  _rawDebug(...args) {
    const { format } = require('internal/util/inspect');
    binding('process').write_stderr(`${ReflectApply(format, undefined, args)}\n`);
  },
  _debugProcess(pid) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    if (arguments.length !== 1) {
      const error = new ERR_MISSING_ARGS('pid');
      error.message = 'Invalid number of arguments.';
      throw error;
    }
    require('internal/inspector/port').debugProcess(pid);
  },
  _debugEnd() { require('inspector').close(); },
  openStdin() {
    process.stdin.resume();
    return process.stdin;
  },
  assert(value, message) {
    if (!value) throw new (require('internal/errors').codes.ERR_ASSERTION)(message || 'assertion error');
  },
  setSourceMapsEnabled(enabled) {
    require('internal/validators').validateBoolean(enabled, 'enabled');
    require('internal/source_maps').setEnabled(enabled);
  },
};

function fillProcess() {
  const queues = require('internal/process/task_queues');
  const execution = require('internal/process/execution');
  const warning = require('internal/process/warning');
  const exitCode = require('internal/process/exit_code');
  const { buildAllowedFlags, ...methods } = require('internal/process/per_thread');
  for (const name in methods) process[name] = methods[name];
  process.nextTick = queues.nextTick;
  process._tickCallback = queues.runNextTicks;
  process.emitWarning = warning.emitWarning;
  process.exit = execution.exit;
  process.reallyExit = execution.reallyExit;
  process._fatalException = execution._fatalException;
  process.setUncaughtExceptionCaptureCallback = execution.setUncaughtExceptionCaptureCallback;
  process.hasUncaughtExceptionCaptureCallback = execution.hasUncaughtExceptionCaptureCallback;
  process.release = { name: 'node', lts: 'Krypton' };
  process.moduleLoadList = [];
  process._exiting = false;
  process._events ??= ObjectCreate(null);
  ObjectDefineProperty(process, 'exitCode', {
    __proto__: null, enumerable: true, configurable: false,
    get: exitCode.getExitCode,
    set: exitCode.setExitCode,
  });
  for (const name in smallMethods) process[name] = smallMethods[name];
  process._preload_modules = [];
  lazyValue(process, 'allowedNodeEnvironmentFlags', () => buildAllowedFlags(require('internal/process/allowed_flags')));
  lazyValue(process, 'report', () => require('internal/process/report').report);
  lazyValue(process, 'permission', () => require('internal/process/permission').permission);
  lazyValue(process, 'finalization', () => require('internal/process/finalization').finalization);
  const stdio = require('internal/bootstrap/stdio');
  for (let i = 0; i < 3; i++) {
    const name = ['stdin', 'stdout', 'stderr'][i];
    ObjectDefineProperty(process, name, {
      __proto__: null, configurable: true, enumerable: true, get: () => stdio.get(name),
    });
  }
  ObjectDefineProperty(process, 'title', {
    __proto__: null, configurable: true, enumerable: true,
    get: () => title ?? binding('process').title(),
    set: (value) => { title = `${value}`; binding('process').title(title); },
  });
  ObjectDefineProperty(process, 'debugPort', {
    __proto__: null, enumerable: true, configurable: true,
    get: () => require('internal/inspector/port').current().port,
    set: (port) => require('internal/inspector/port').setDebugPort(port),
  });
  ObjectDefineProperty(process, 'ppid', { __proto__: null, enumerable: true, configurable: true, get: () => binding('process').getppid() });
  ObjectDefineProperty(process, 'sourceMapsEnabled', {
    __proto__: null, enumerable: true, configurable: true, get: () => require('internal/source_maps').isEnabled(),
  });
}

let title;

// ---- globals ----

// Classes of the platform whose files are loaded at boot.
function expose(classes) {
  for (const name in classes) {
    ObjectDefineProperty(globalThis, name, {
      __proto__: null, value: classes[name], writable: true, configurable: true, enumerable: false,
    });
  }
}

function fillGlobals() {
  const timers = require('timers');
  const queues = require('internal/process/task_queues');
  const value = (name, given, enumerable = false) =>
    ObjectDefineProperty(globalThis, name, { __proto__: null, value: given, writable: true, configurable: true, enumerable });
  const lazy = (names, id, enumerable = false) => {
    for (let i = 0; i < names.length; i++) lazyValue(globalThis, names[i], () => require(id)[names[i]], enumerable);
  };
  ObjectDefineProperty(globalThis, SymbolToStringTag, { __proto__: null, value: 'global', configurable: true });
  value('global', globalThis, true);
  value('Buffer', require('buffer').Buffer);
  ObjectDefineProperty(globalThis, 'process', {
    __proto__: null, configurable: true, enumerable: false,
    get: () => process,
    set: (given) => value('process', given),
  });
  // Node's own order and enumerability, so that `for (key in globalThis)` gives the same keys.
  value('clearImmediate', timers.clearImmediate, true);
  value('setImmediate', timers.setImmediate, true);
  value('queueMicrotask', queues.queueMicrotask, true);
  value('structuredClone', require('internal/structured_clone').structuredClone, true);
  lazy(['atob', 'btoa'], 'buffer', true);
  lazy(['performance'], 'perf_hooks', true);
  value('fetch', require('internal/fetch').fetch, true);
  lazy(['navigator'], 'internal/navigator', true);
  lazy(['crypto'], 'internal/webcrypto', true);
  lazy(['TextEncoder', 'TextDecoder'], 'internal/encoding');
  lazy(['Event', 'EventTarget'], 'internal/event_target');
  lazyValue(globalThis, 'CustomEvent', () => require('internal/event_target').CustomEvent, false);
  lazy(['AbortController', 'AbortSignal'], 'internal/abort_controller');
  lazyValue(globalThis, 'DOMException', () => require('internal/per_context/domexception').DOMException, false);
  lazy(['Blob'], 'internal/blob');
  lazy(['File'], 'internal/file');
  lazy(['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
        'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController',
        'WritableStream', 'WritableStreamDefaultController', 'WritableStreamDefaultWriter', 'ByteLengthQueuingStrategy',
        'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream', 'CompressionStream', 'DecompressionStream'], 'stream/web');
  lazy(['MessageChannel', 'MessagePort', 'MessageEvent', 'BroadcastChannel'], 'internal/messaging');
  lazy(['Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver',
        'PerformanceObserverEntryList', 'PerformanceResourceTiming'], 'perf_hooks');
  lazy(['Crypto', 'CryptoKey', 'SubtleCrypto'], 'internal/webcrypto');
  lazy(['URLPattern'], 'internal/url_pattern');
  lazy(['Navigator'], 'internal/navigator');
  lazy(['Headers', 'Request', 'Response', 'FormData', 'WebSocket', 'CloseEvent', 'EventSource'], 'internal/fetch');
}

// A program asks with `typeof` whether one of these globals exists, so it is removed where its file is not there.
const optionalGlobals = [
  ['internal/navigator', ['navigator', 'Navigator']],
  ['internal/webcrypto', ['crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto']],
  ['internal/messaging', ['MessageChannel', 'MessagePort', 'MessageEvent', 'BroadcastChannel']],
];

// ---- prepare: while the snapshot is built ----

function prepare(anode) {
  const { bindLate, loader, prelude } = anode;
  loader.provide('internal/bootstrap/loader', loader);
  const missing = new SafeSet();
  for (let i = 0; i < optionalGlobals.length; i++) {
    const { 0: id, 1: names } = optionalGlobals[i];
    if (loader.files.has(id)) continue;
    loader.provide(id, {});
    const exported = require(id);
    for (let j = 0; j < names.length; j++) if (exported[names[j]] === undefined) missing.add(names[j]);
  }
  const EventEmitter = require('events');
  makeProcess(EventEmitter);
  fillProcess();
  fillGlobals();
  for (const name of missing) delete globalThis[name];
  ObjectDefineProperty(ObjectGetPrototypeOf(globalThis), 'constructor', {
    __proto__: null, value: primordials.Object, writable: true, enumerable: false, configurable: true,
  });
  const stacks = require('internal/process/stacks');
  require('internal/modules/cjs/entry');
  require('internal/modules/esm/loader');
  require('internal/main');
  for (const id of ['fs', 'internal/console/global', 'internal/url', 'stream', 'util']) if (loader.files.has(id)) require(id);
  const { URL, URLSearchParams } = require('internal/url');
  expose({ URL, URLSearchParams });
  const pump = require('bootstrap/pump');
  anode.publicNames = () => primordials.JSONStringify(require('internal/modules/builtins').publicNames());
  return (options) => start(options, { bindLate, loader, prelude, pump, stacks });
}

// ---- start: each time ----

function start(options, { bindLate, loader, prelude, pump, stacks }) {
  const milestones = require('internal/perf/milestones');
  milestones.environment = DateNow();
  delete globalThis.__anode;
  prelude.sweep();
  bindLate();
  loader.setRaw(prelude.raw(), options.dispatch, options.send);
  prelude.raw()(options.pin, []);
  if (options.inline) loader.runFilesInline();
  require('internal/timers').resetLoopTime();
  require('internal/options').setOptions(options.options);
  stacks.install();
  Error.stackTraceLimit = options.options['--stack-trace-limit'] ?? 10;
  fillFromHost(options);
  fillLateGlobals();
  require('internal/atomics').install();
  require('internal/modules/esm/loader').listen();
  require('internal/process/promises').listen();
  const execution = require('internal/process/execution');
  const engine = require('internal/engine');
  const { kStopped, onFatalException } = execution;
  pump.onException = (error) => { if (error !== kStopped) onFatalException(error); };
  // An exception of a microtask, which the engine has caught. While an isolate is being terminated, nothing may run any more.
  engine.setReportExceptionCallback((error) => {
    if (error !== kStopped && !binding('worker').stopped()) onFatalException(error, require('internal/process/thrown_place').hereAndNow());
  });
  const inWorker = options.worker !== undefined;
  if (inWorker) {
    require('internal/worker/thread').enter(options.worker);
    pump.onLoopEnd = onThreadEnd;
  } else {
    pump.onLoopEnd = options.embedded ? onEmbeddedEnd : onLoopEnd;
    if (options.embedded) {
      require('internal/interop/jobs').listen();
      execution.setHost(require('internal/interop/errors').reportUncaught);
    } else if (options.env.NODE_CHANNEL_FD !== undefined) openChannel(options.env);
  }
  const { pushAsyncContext, popAsyncContext } = require('internal/async_hooks');
  const main = () => {
    pushAsyncContext(1, 0, undefined);  // the id of the main script, which nothing triggered
    if (options.embedded && !inWorker) require('internal/interop/direct').connect();
    const { run, runTraced } = require('internal/main');
    if (options.trace) runTraced(options);
    else run(options);
    popAsyncContext();
  };
  milestones.bootstrapComplete = DateNow();
  pump.start({
    __proto__: null, turn: options.turn, flush: options.flush, end: options.embedded || inWorker ? options.end : undefined, main,
  });
}

// Opens this process's end of the channel to its parent.
function openChannel({ NODE_CHANNEL_FD, NODE_CHANNEL_SERIALIZATION_MODE }) {
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('child_process')._forkChild(+NODE_CHANNEL_FD, NODE_CHANNEL_SERIALIZATION_MODE || 'json');
  if (process.argv[1] !== undefined && process.env.NODE_UNIQUE_ID !== undefined) {
    require('cluster')._setupWorker();
    delete process.env.NODE_UNIQUE_ID;
  }
}

// The engine defines globals of its own under these names when it starts, so these come after.
function fillLateGlobals() {
  const timers = require('timers');
  const late = ['clearInterval', 'clearTimeout', 'setInterval', 'setTimeout'];
  for (let i = 0; i < late.length; i++) {
    ObjectDefineProperty(globalThis, late[i], {
      __proto__: null, value: timers[late[i]], writable: true, configurable: true, enumerable: true,
    });
  }
  lazyValue(globalThis, 'ReadableStream', () => require('stream/web').ReadableStream, false);
  lazyValue(globalThis, 'console', () => require('internal/console/global'), false);
  require('internal/wasm_streaming').install();
}

function fillFromHost({ argv, execArgv, env, execPath, pid, platform, arch, versions, version, options, argv0, embedded, worker }) {
  const fixed = (target, name, value) =>
    ObjectDefineProperty(target, name, { __proto__: null, value, writable: false, enumerable: true, configurable: true });
  fixed(process, 'version', version);
  fixed(process, 'versions', {});
  for (const name in versions) fixed(process.versions, name, versions[name]);
  fixed(process, 'arch', arch);
  fixed(process, 'platform', platform);
  fixed(process, 'release', process.release);
  process.execPath = execPath;
  process.argv0 = argv0;
  process.argv = argv;
  process.execArgv = execArgv;
  fixed(process, 'pid', pid);
  ObjectDefineProperty(process, require('internal/process/embedded').kEmbedded, { __proto__: null, value: embedded, enumerable: false });
  process.env = require('internal/process/env').createEnv(env);
  process.config = require('internal/process/config').config(arch);
  process.features = require('internal/process/features').features;
  if (options['--deprecation'] === false) process.noDeprecation = true;
  if (options['--throw-deprecation']) process.throwDeprecation = true;
  if (options['--trace-deprecation']) process.traceDeprecation = true;
  if (options['--trace-warnings']) process.traceProcessWarnings = true;
  if (options['--warnings'] === false) process.noProcessWarnings = true;
  if (options['--title']) process.title = options['--title'];
  if (options['--disable-proto']) require('internal/process/disable_proto').disableProto(options['--disable-proto']);
  if (!options['--permission'] && !options['--permission-audit']) delete process.permission;
  if (options['--experimental-global-navigator'] === false) {
    delete globalThis.navigator;
    delete globalThis.Navigator;
  }
  if (options['--experimental-websocket'] === false) {
    delete globalThis.WebSocket;
    delete globalThis.CloseEvent;
  }
  if (!options['--experimental-eventsource']) delete globalThis.EventSource;
  if (options['--warnings'] !== false && env.NODE_NO_WARNINGS !== '1') process.on('warning', require('internal/process/warning').onWarning);
  require('internal/process/signal').listenForListeners(embedded || worker !== undefined);
}

// The host has closed this isolate, or the program has exited.
function onEmbeddedEnd() {
  if (!process._exiting) {
    process._exiting = true;
    require('bootstrap/pump').run(() => process.emit('exit', process.exitCode ?? 0));
  }
  require('bootstrap/pump').run(require('internal/process/execution').runEndOfAddons);
  return false;
}

// As onLoopEnd, in a worker. After its parent has ended it, no JavaScript may run.
function onThreadEnd() {
  return !binding('worker').stopped() && onLoopEnd();
}

// Nothing keeps the loop alive: 'beforeExit' may start new work, otherwise the program ends. A main module that still awaits may have been
// woken just now: the engine shows that after it has had a turn, so there is one more turn.
let lastTurn = false;
function onLoopEnd() {
  const pump = require('bootstrap/pump');
  const { hasTickScheduled } = require('internal/process/task_queues');
  const timers = require('internal/timers');
  const loader = require('internal/bootstrap/loader');
  // A program that has replaced process.reallyExit has not left: nothing is left to do.
  if (process._exiting) {
    pump.run(() => require('internal/process/execution').exitAtEnd());
    return false;
  }
  require('internal/engine').setAsyncContext(undefined);
  pump.run(require('internal/async_hooks').runDestroyQueue);
  if (!lastTurn) pump.run(() => process.emit('beforeExit', process.exitCode || 0));
  if ((timers.flags() & (TIMERS_REF | IMMEDIATES_REF)) !== 0 || loader.activeRequests() > 0 || hasTickScheduled() ||
      binding('process').loop_alive()) {
    lastTurn = false;
    return true;
  }
  if (!lastTurn && require('internal/main').isPending()) {
    lastTurn = true;
    return true;
  }
  require('internal/perf/milestones').loopExit = DateNow();
  pump.run(() => {
    if (require('internal/main').unsettled()) {
      process.exitCode ??= 13;
    }
    require('internal/process/execution').exitAtEnd();
  });
  return false;
}

module.exports = { prepare };
