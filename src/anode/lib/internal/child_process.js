'use strict';

// ChildProcess, and spawnSync.

const {
  ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSlice, FunctionPrototypeCall, JSONParse, 
  ArrayPrototypeSome, ObjectSetPrototypeOf, String, Symbol, SymbolDispose, TypedArrayPrototypeSubarray,
} = primordials;

const { scopeIfHooked } = require('internal/async_hooks');
const EventEmitter = require('events');
const { ErrnoException } = require('internal/errors');
const { errnoOf } = require('internal/errors/uv');
const { convertToValidSignal } = require('internal/process/signal_names');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const { StreamHandle } = require('internal/stream_handle');
const { getValidStdio, kindOf } = require('internal/child_process/stdio');

const ops = binding('child_process');
const kIsUsedAsProxy = Symbol('kIsUsedAsProxy');
const channel = require('diagnostics_channel').channel('child_process');
const { HandleEvent: { CLOSED } } = binding('loop');

// These errors are emitted as 'error'. All others are thrown by spawn().
const later = ['EACCES', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOENT'];
const isLater = (errno) => ArrayPrototypeSome(later, (name) => errnoOf(name) === errno);

// The `_handle` of a child, in Node's form.
class Process {
  constructor() {
    this.pid = undefined;
    this.id = 0;
    this.onexit = undefined;
    this.unrefd = false;
  }

  // Returns 0 or a negative error number, and fills in the `handles` of the pipes.
  spawn(options, stdio) {
    const answer = ops.spawn(binding.encode({
      file: options.file, args: ArrayPrototypeMap(options.args ?? [], String), envPairs: options.envPairs ?? [],
      cwd: options.cwd || undefined, detached: !!options.detached, uid: options.uid ?? undefined, gid: options.gid ?? undefined,
      stdio: ArrayPrototypeMap(stdio, kindOf),
    }));
    if (answer.error === undefined) this.#started(answer);
    for (let i = 0; i < stdio.length; i++) {
      if (answer.stdio[i] !== null) stdio[i].handle = new StreamHandle(answer.stdio[i], 'PIPEWRAP');
    }
    return answer.error ?? 0;
  }

  #started(answer) {
    this.pid = answer.pid;
    this.id = answer.handle;
    const scope = scopeIfHooked('PROCESSWRAP', this);
    binding.attach(this.id, (kind, code, signal) => {
      if (kind === CLOSED) {
        scope?.destroy();
        return;
      }
      scope?.enter();
      this.onexit(code, signal);
      scope?.leave();
    }, this);
  }

  kill(signal) { return this.id === 0 ? errnoOf('ESRCH') : ops.kill(this.id, signal); }
  ref() { if (this.id !== 0) binding.ref(this.id); }
  unref() { if (this.id !== 0) binding.unref(this.id); }
  hasRef() { return this.id !== 0 && binding.hasRef(this.id); }
  close() {
    if (this.id !== 0) binding.close(this.id);
    this.id = 0;
  }
}

function ChildProcess() {
  FunctionPrototypeCall(EventEmitter, this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle.onexit = (exitCode, signalCode) => onExit(this, exitCode, signalCode);
  if (channel.hasSubscribers) channel.publish({ process: this });
}
ObjectSetPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(ChildProcess, EventEmitter);

function onExit(child, exitCode, signalCode) {
  if (signalCode) child.signalCode = signalCode;
  else child.exitCode = exitCode;
  child.stdin?.destroy();
  if (child._handle) {
    child._handle.close();
    child._handle = null;
  }
  if (exitCode < 0) {
    const error = new ErrnoException(exitCode, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
    if (child.spawnfile) error.path = child.spawnfile;
    error.spawnargs = ArrayPrototypeSlice(child.spawnargs, 1);
    child.emit('error', error);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // A pipe that the program has not touched is read to its end, so that 'close' follows.
  process.nextTick(flushStdio, child);
  maybeClose(child);
}

function flushStdio(child) {
  const { stdio } = child;
  if (stdio === undefined) return;  // the child was not started: no descriptors were left
  for (let i = 0; i < stdio.length; i++) {
    const stream = stdio[i];
    if (!stream || !stream.readable || stream[kIsUsedAsProxy]) continue;
    stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

function createSocket(handle, readable) {
  const { Socket } = require('internal/net/socket');
  return new Socket({ handle, readable });
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  const { stdio, ipc, ipcFd } = getValidStdio(options.stdio || 'pipe', false);
  options.stdio = stdio;
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  const serialization = options.serialization || 'json';
  if (ipc !== undefined) {
    if (options.envPairs === undefined) options.envPairs = [];
    else validateArray(options.envPairs, 'options.envPairs');
    ArrayPrototypePush(options.envPairs, `NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`);
  }
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args === undefined) {
    this.spawnargs = [];
  } else {
    validateArray(options.args, 'options.args');
    this.spawnargs = options.args;
  }

  const errno = this._handle.spawn(options, stdio);
  if (errno !== 0) {
    if (!isLater(errno)) {
      this._handle = null;
      throw new ErrnoException(errno, 'spawn');
    }
    process.nextTick(() => this._handle.onexit(errno));
    if (errno === errnoOf('EMFILE') || errno === errnoOf('ENFILE')) return errno;
  } else {
    process.nextTick(() => this.emit('spawn'));
  }
  this.pid = this._handle.pid;

  this.stdio = [];
  for (let i = 0; i < stdio.length; i++) {
    const entry = stdio[i];
    this.stdio[i] = null;
    if (entry.type === 'wrap') {
      handOver(entry);
    } else if (entry.ipc) {
      this._closesNeeded++;
    } else if (entry.type === 'pipe') {
      const socket = createSocket(entry.handle ?? null, i > 0);
      this.stdio[i] = socket;
      if (i > 0 && entry.handle !== undefined) {
        this._closesNeeded++;
        socket.on('close', () => maybeClose(this));
      }
    }
  }
  this.stdin = this.stdio[0];
  this.stdout = this.stdio[1];
  this.stderr = this.stdio[2];
  if (ipc !== undefined) {
    if (ipc.handle !== undefined) require('internal/child_process/channel').setupChannel(this, ipc.handle, serialization);
    else this._closesNeeded--;
  }
  return errno;
};

// The child reads from this stream now, and this process stops.
function handOver({ handle, _stdio: stream }) {
  handle.readStop();
  if (typeof stream.pause !== 'function') return;
  stream.pause();
  stream.readableFlowing = false;
  if (stream._readableState) stream._readableState.reading = false;
  stream[kIsUsedAsProxy] = true;
}

ChildProcess.prototype.kill = function kill(sig) {
  const signal = sig === 0 ? sig : convertToValidSignal(sig === undefined ? 'SIGTERM' : sig);
  if (this._handle) {
    const errno = this._handle.kill(signal);
    if (errno === 0) {
      this.killed = true;
      return true;
    }
    if (errno === errnoOf('EINVAL') || errno === errnoOf('ENOSYS')) throw new ErrnoException(errno, 'kill');
    if (errno !== errnoOf('ESRCH')) this.emit('error', new ErrnoException(errno, 'kill'));
  }
  return false;
};

ChildProcess.prototype[SymbolDispose] = function() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() {
  this._handle?.ref();
};

ChildProcess.prototype.unref = function unref() {
  this._handle?.unref();
};

// ---- to the end ----

function spawnSync(options) {
  const { stdio } = options;
  const { Buffer } = require('buffer');
  const inputs = [];
  const entries = ArrayPrototypeMap(stdio, (entry) => {
    const written = { kind: kindOf(entry), reads: !!entry.readable, writes: !!entry.writable, input: 0 };
    if (entry.type === 'pipe' && entry.readable && entry.input != null) {
      const { input } = entry;
      const bytes = typeof input === 'string' ? Buffer.from(input, options.encoding === 'buffer' ? undefined : options.encoding) :
        Buffer.from(input.buffer, input.byteOffset, input.byteLength);
      written.input = bytes.length;
      ArrayPrototypePush(inputs, bytes);
    }
    return written;
  });
  const answer = ops.spawn_sync(binding.encode({
    file: options.file, args: ArrayPrototypeMap(options.args, String), envPairs: options.envPairs, cwd: options.cwd || undefined,
    detached: options.detached, uid: options.uid ?? undefined, gid: options.gid ?? undefined, stdio: entries,
    timeout: options.timeout ?? undefined, killSignal: options.killSignal,
    maxBuffer: options.maxBuffer === Infinity ? undefined : options.maxBuffer,
  }), Buffer.concat(inputs));
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  let at = 4 + bytes.readUInt32BE(0);
  const head = JSONParse(bytes.utf8Slice(4, at));
  const result = {};
  if (head.error) {
    result.error = new ErrnoException(head.error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = ArrayPrototypeSlice(options.args, 1);
  }
  result.status = head.status;
  result.signal = head.signal;
  result.output = null;
  result.pid = head.pid;
  if (head.output !== null) {
    result.output = ArrayPrototypeMap(head.output, (length) => {
      if (length === null) return null;
      const part = Buffer.from(TypedArrayPrototypeSubarray(bytes, at, at + length));
      at += length;
      return part;
    });
  }
  if (result.output && options.encoding && options.encoding !== 'buffer') {
    for (let i = 0; i < result.output.length; i++) result.output[i] &&= result.output[i].toString(options.encoding);
  }
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  return result;
}

module.exports = { ChildProcess, getValidStdio, kIsUsedAsProxy, maybeClose, spawnSync };
