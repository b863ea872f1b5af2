'use strict';

// Worker: the parent's side of a program on a thread of its own (https://nodejs.org/api/worker_threads.html#class-worker).
//
// Two channels connect the sides. The public one is worker.postMessage() here and parentPort there. On the other one the parent sends the
// program, and they exchange internal messages. `internal/worker/thread.js` is the other side.

const {
  ArrayPrototypeForEach, ArrayPrototypeSlice, NumberMAX_SAFE_INTEGER, Promise, PromisePrototypeThen,
  PromiseResolve, ReflectApply, SafeArrayIterator, SafeMap, Symbol, SymbolAsyncDispose,
} = primordials;

const { initHooksExist } = require('internal/async_hooks');
const EventEmitter = require('events');
const errors = require('internal/errors');
const { codes: { ERR_OUT_OF_RANGE, ERR_WORKER_NOT_RUNNING, ERR_WORKER_UNSERIALIZABLE_ERROR } } = errors;
const { validateNumber, validateObject } = require('internal/validators');
const { Endpoint, entangle } = require('internal/worker/endpoint');
const { environmentData } = require('internal/worker/environment');
const { MessagePort, adopt, drain, release, setPortReferencing } = require('internal/worker/io');
const { nameLimits } = require('internal/worker/limits');
const { SHARE_ENV, readArguments } = require('internal/worker/program');
const { MORE, ReadableWorkerStdio, STDIO, StreamPort, WritableWorkerStdio, kWanted } = require('internal/worker/stdio');

const ops = binding('worker');

const { postMessage } = MessagePort.prototype;
const { Event: { ENDED } } = binding('worker');
const kNoMetrics = { __proto__: null, idle: 0, active: 0, utilization: 0 };

const channels = () => require('diagnostics_channel').channel('worker_threads');

// Two entangled ports. One of them goes to the worker before it runs.
function openChannel() {
  const ours = new Endpoint();
  const theirs = new Endpoint();
  entangle(ours, theirs);
  return { __proto__: null, port: adopt(ours), other: adopt(theirs) };
}

// The resource of a worker for async_hooks.
class Resource {
  #worker;
  #scope;

  constructor(worker) {
    this.#worker = worker;
    const { Scope } = require('internal/async_wrap');
    this.#scope = new Scope('WORKER', undefined, this);
  }

  hasRef() { return this.#worker?.[kHasRef]; }

  run(callback) {
    this.#scope.enter();
    callback();
    this.#scope.leave();
  }

  gone() {
    require('internal/timers/immediate').setImmediate(() => {
      this.#worker = undefined;
      this.#scope.destroy();
    });
  }
}

const kHasRef = Symbol('kHasRef');

// A profile of a worker under way.
class ProfileHandle {
  #ask;
  #promise;

  constructor(ask) {
    this.#ask = ask;
  }

  stop() {
    return this.#promise ??= this.#ask();
  }

  async [SymbolAsyncDispose]() {
    await this.stop();
  }
}
class CPUProfileHandle extends ProfileHandle {}
class HeapProfileHandle extends ProfileHandle {}

class Worker extends EventEmitter {
  #handle = 0;
  #ref = true;
  #resource;
  #threadId = -1;
  #name;
  #port;         // the internal channel
  #publicPort;
  #limits;
  #stdin = null;
  #stdout;
  #stderr;
  #asked = new SafeMap();
  #lastAsked = 0;
  #online = 0;   // the time of its message that it runs

  constructor(filename, options = {}) {
    super();
    ops.allowed();
    options ??= {};
    const given = readArguments(filename, options);
    const { limits } = given;
    this.#name = given.name;
    this.#limits = [limits[0] || -1, limits[1] || -1, limits[2] || -1, limits[3]];
    this.#start(options, given);
  }

  #start(options, { program, argv, env, execArgv, limits }) {
    if (initHooksExist()) this.#resource = new Resource(this);
    const control = openChannel();
    const public_ = openChannel();
    try {
      const theirs = release(control.other);
      const mailbox = theirs.leave();
      const transfer = options.transferList ? ArrayPrototypeSlice(options.transferList) : [];
      control.port.postMessage({
        program, argv, environmentData, workerData: options.workerData, publicPort: public_.other, hasStdin: !!options.stdin,
      }, [public_.other, ...new SafeArrayIterator(transfer)]);
      if (env === true) require('internal/process/env').share();
      const inbox = require('internal/worker/messaging');
      if (!inbox.isListening()) inbox.listen();
      const { 0: handle, 1: threadId } = ops.start(binding.encode({
        env, execArgv, limits, name: this.#name, control: mailbox, trackFiles: options.trackUnmanagedFds !== false,
        url: program.kind === 'hooks' ? null : program.url ?? '',
      }));
      this.#handle = handle;
      this.#threadId = threadId;
    } catch (error) {
      control.port.close();
      public_.port.close();
      this.#resource?.gone();
      throw error;
    }
    binding.attach(this.#handle, (kind, code, failure, reason) => {
      if (kind === ENDED) this.#ended(code, failure, reason);
    });
    this.#listen(control.port, public_.port, options);
    if (program.kind === 'hooks') return;  // the thread of module hooks is not visible to programs
    process.nextTick(() => process.emit('worker', this));
    const channel = channels();
    if (channel.hasSubscribers) channel.publish({ worker: this });
  }

  #listen(port, publicPort, options) {
    this.#port = port;
    this.#publicPort = publicPort;
    port.on('message', (message) => this.#receive(message));
    port.unref();
    ArrayPrototypeForEach(['message', 'messageerror'], (event) => publicPort.on(event, (message) => this.emit(event, message)));
    setPortReferencing(publicPort, this, 'message');
    const streams = new StreamPort(port);
    streams.hold = streams.letGo = () => {};  // the worker itself keeps the loop alive
    if (options.stdin) this.#stdin = new WritableWorkerStdio(streams, 'stdin');
    this.#stdout = new ReadableWorkerStdio(streams, 'stdout');
    this.#stderr = new ReadableWorkerStdio(streams, 'stderr');
    if (!options.stdout) pipe(this.#stdout, process.stdout);
    if (!options.stderr) pipe(this.#stderr, process.stderr);
    this.performance = { eventLoopUtilization: (one, two) => this.#utilization(one, two) };
  }

  #receive(message) {
    switch (message.type) {
      case 'online':
        this.#online = require('perf_hooks').performance.now();
        this.emit('online');
        break;
      case 'error': this.emit('error', require('internal/worker/errors').restoreError(message.error)); break;
      case 'unserializable': this.emit('error', new ERR_WORKER_UNSERIALIZABLE_ERROR()); break;
      case STDIO: this[message.stream === 'stdout' ? 'stdout' : 'stderr'].receive(message.chunks); break;
      case MORE: this.#stdin?.[kWanted](); break;
      case 'answer': {
        const resolve = this.#asked.get(message.id);
        this.#asked.delete(message.id);
        resolve?.(message.value);
      }
    }
  }

  #ended(code, failure, reason) {
    drain(this.#publicPort);
    drain(this.#port);
    binding.close(this.#handle);
    binding.detach(this.#handle);
    this.#handle = 0;
    this.#port.close();
    this.#publicPort.close();
    this.#limits = undefined;
    this.#threadId = -1;
    this.#name = null;
    for (const stream of [this.#stdout, this.#stderr]) {
      if (!stream.readableEnded && !stream.destroyed) stream.push(null);
    }
    for (const resolve of this.#asked.values()) resolve(undefined);
    this.#asked.clear();
    const emit = () => {
      if (failure !== '') this.emit('error', new errors.codes[failure](reason));
      this.emit('exit', code);
    };
    if (this.#resource === undefined) {
      emit();
    } else {
      this.#resource.run(emit);
      this.#resource.gone();
    }
  }

  postMessage(...args) {
    if (this.#handle === 0) return;
    ReflectApply(postMessage, this.#publicPort, args);
  }

  terminate(callback) {
    this.ref();
    if (typeof callback === 'function') {
      process.emitWarning(
        'Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.', 'DeprecationWarning', 'DEP0132');
      if (this.#handle === 0) return PromiseResolve();
      this.once('exit', (code) => callback(null, code));
    }
    if (this.#handle === 0) return PromiseResolve();
    ops.terminate(this.#handle);
    // As `once`, but an 'error' does not reject the promise.
    return new Promise((resolve) => this.once('exit', resolve));
  }

  async [SymbolAsyncDispose]() {
    await this.terminate();
  }

  ref() {
    if (this.#handle === 0) return;
    this.#ref = true;
    binding.ref(this.#handle);
    this.#publicPort.ref();
  }

  unref() {
    if (this.#handle === 0) return;
    this.#ref = false;
    binding.unref(this.#handle);
    this.#publicPort.unref();
  }

  get [kHasRef]() { return this.#ref; }

  get threadId() { return this.#threadId; }
  get threadName() { return this.#name; }
  get stdin() { return this.#stdin; }
  get stdout() { return this.#stdout; }
  get stderr() { return this.#stderr; }
  get resourceLimits() { return this.#limits === undefined ? {} : nameLimits(this.#limits); }

  // Asks the thread itself. The promise is rejected if the thread ends before it answers.
  #ask(what, options) {
    return new Promise((resolve, reject) => {
      if (this.#handle === 0) {
        reject(new ERR_WORKER_NOT_RUNNING());
        return;
      }
      const id = ++this.#lastAsked;
      this.#asked.set(id, (value) => (value === undefined ? reject(new ERR_WORKER_NOT_RUNNING()) : resolve(value)));
      this.#port.postMessage({ type: 'ask', id, what, options });
    });
  }

  getHeapStatistics() { return this.#ask('statistics'); }

  cpuUsage(previous) {
    if (previous) {
      validateObject(previous, 'prev');
      validateUsage(previous.user, 'prev.user');
      validateUsage(previous.system, 'prev.system');
    }
    const usage = this.#ask('cpu');
    if (!previous) return usage;
    return PromisePrototypeThen(usage, ({ user, system }) => ({ user: user - previous.user, system: system - previous.system }));
  }

  getHeapSnapshot(options) {
    const { checkOptions, streamOf } = require('internal/v8/heap_snapshot');
    return PromisePrototypeThen(this.#ask('snapshot', checkOptions(options)), (parts) => {
      let next = 0;
      return streamOf(() => parts[next++]);
    });
  }

  async startCpuProfile() {
    await this.#ask('startCpuProfile');
    return new CPUProfileHandle(() => this.#ask('stopCpuProfile'));
  }

  async startHeapProfile() {
    await this.#ask('startHeapProfile');
    return new HeapProfileHandle(() => this.#ask('stopHeapProfile'));
  }

  #utilization(one, two) {
    if (this.#handle === 0 || this.#online === 0) return { ...kNoMetrics };
    const { utilizationOf } = require('internal/perf/utilization');
    return utilizationOf(() => ops.loop_metrics(this.#handle), one, two);
  }
}

function validateUsage(value, name) {
  validateNumber(value, name);
  if (!(value >= 0 && value <= NumberMAX_SAFE_INTEGER)) throw new ERR_OUT_OF_RANGE(name, `>= 0 && <= ${NumberMAX_SAFE_INTEGER}`, value);
}

// Pipes without the warning about many listeners: each worker adds its own.
function pipe(source, destination) {
  const before = destination._maxListeners;
  destination.setMaxListeners(Infinity);
  source.pipe(destination);
  destination._maxListeners = before;
}

module.exports = { SHARE_ENV, Worker };
