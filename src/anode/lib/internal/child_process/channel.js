'use strict';

// The channel between a process and its child: send(), 'message', disconnect(), and handles that travel with messages. A message with a
// handle waits for the other side's acknowledgement before further messages leave, so that handles keep their order.

const {
  ArrayPrototypePush, ArrayPrototypePushApply, ArrayPrototypeShift, ObjectDefineProperty, ReflectApply, StringPrototypeStartsWith, Symbol,
} = primordials;

const EventEmitter = require('events');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS }, ErrnoException,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { StreamHandle } = require('internal/stream_handle');
const { makeFormat } = require('internal/child_process/serialization');

const ipc = binding('child_process/ipc');
const kPending = Symbol('kPendingMessages');
const kChannel = Symbol('kChannel');
const HIGH = 65536 * 2;
const RETRIES = 3;

// The `channel` property of a child process.
class Control extends EventEmitter {
  #channel;
  #refs = 0;
  #explicit = false;

  constructor(channel) {
    super();
    this.#channel = channel;
    this[kPending] = [];
    this.sockets = { got: {}, send: {} };
  }

  // Listeners keep the channel, and with it the process, alive, until the program calls ref() or unref().
  refCounted() {
    if (++this.#refs === 1 && !this.#explicit) this.#channel.ref();
  }

  unrefCounted() {
    if (--this.#refs === 0 && !this.#explicit) {
      this.#channel.unref();
      this.emit('unref');
    }
  }

  ref() {
    this.#explicit = true;
    this.#channel.ref();
  }

  unref() {
    this.#explicit = true;
    this.#channel.unref();
  }

  hasRef() { return this.#channel.hasRef(); }

  get fd() { return binding('net/stream').file_descriptor(this.#channel.id); }
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > 5 && StringPrototypeStartsWith(message.cmd, 'NODE_');
}

class Link {
  constructor(target, channel, mode) {
    this.target = target;
    this.channel = channel;
    this.format = makeFormat(mode);
    this.control = new Control(channel);
    this.descriptors = [];
    this.waiting = undefined;   // messages behind one whose handle is not acknowledged yet
    this.sent = undefined;      // called when that handle has arrived
    this.unsent = 0;
    channel.onread = (bytes, failure, descriptors) => this.read(bytes, descriptors);
    channel.readStart();
  }

  // ---- receiving ----

  read(bytes, descriptors) {
    if (bytes === undefined) {
      this.ended();
      return;
    }
    if (descriptors?.length) ArrayPrototypePushApply(this.descriptors, descriptors);
    const messages = this.format.read(bytes);
    for (let i = 0; i < messages.length; i++) this.received(messages[i]);
  }

  received(message) {
    if (!isInternal(message)) {
      this.deliver(message, undefined, false);
      return;
    }
    switch (message.cmd) {
      case 'NODE_HANDLE': this.receivedHandle(message); break;
      case 'NODE_HANDLE_ACK':
      case 'NODE_HANDLE_NACK': this.acknowledged(message.cmd === 'NODE_HANDLE_ACK'); break;
      default: this.deliver(message, undefined, true);
    }
  }

  receivedHandle(message) {
    const fd = ArrayPrototypeShift(this.descriptors);
    if (fd === undefined) {
      this.write({ cmd: 'NODE_HANDLE_NACK' }, undefined, {}, undefined);
      return;
    }
    this.write({ cmd: 'NODE_HANDLE_ACK' }, undefined, {}, undefined);
    const { kinds } = require('internal/child_process/handles');
    kinds[message.type].got(message, fd, (handle) => this.deliver(message.msg, handle, isInternal(message.msg)), this.target);
  }

  deliver(message, handle, internal) {
    if (this.channel === null) return;
    const { target } = this;
    process.nextTick(() => {
      if (internal || target.listenerCount('message') > 0) target.emit(internal ? 'internalMessage' : 'message', message, handle);
      else ArrayPrototypePush(this.control[kPending], [message, handle]);
    });
  }

  flushPending() {
    const { target, control } = this;
    if (this.channel === null || target.listenerCount('message') === 0) return;
    const pending = control[kPending];
    control[kPending] = [];
    for (let i = 0; i < pending.length; i++) ReflectApply(target.emit, target, ['message', pending[i][0], pending[i][1]]);
  }

  // ---- sending ----

  send(message, handle, options, callback) {
    if (message === undefined) throw new ERR_MISSING_ARGS('message');
    if (typeof message !== 'string' && typeof message !== 'object' && typeof message !== 'number' && typeof message !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
    }
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    if (options === undefined || options === null) options = {};
    else if (typeof options === 'boolean') options = { swallowErrors: options };
    else validateObject(options, 'options');
    let kind;
    if (handle) {
      const { kindOf } = require('internal/child_process/handles');
      kind = kindOf(handle);
    }
    return this.write(message, handle, options, callback, kind);
  }

  write(message, handle, options, callback, kind) {
    if (this.waiting !== undefined && message?.cmd !== 'NODE_HANDLE_ACK' && message?.cmd !== 'NODE_HANDLE_NACK') {
      ArrayPrototypePush(this.waiting, { message, handle, options, callback, kind });
      return this.waiting.length === 1;
    }
    let done;
    const finished = (error) => {
      this.unsent -= bytes.length;
      if (callback) callback(error ?? null);
      else if (error && !options.swallowErrors) this.target.emit('error', error);
      this.control.unrefCounted();
    };
    let bytes;
    let native;
    if (kind !== undefined) {
      const packed = { cmd: 'NODE_HANDLE', type: kind, msg: message };
      const { kinds } = require('internal/child_process/handles');
      native = kinds[kind].send(packed, handle, options, this.target);
      if (native === undefined || native === null) {
        bytes = this.format.write(message);  // closed in the meantime: the message goes without the handle
      } else {
        bytes = this.format.write(packed);
        this.waiting = [];
        this.sent = { message, handle, native, options, kind, packed, retries: 0 };
      }
    } else {
      bytes = this.format.write(message);
    }
    this.unsent += bytes.length;
    this.control.refCounted();
    try {
      done = native ? this.writeHandle(bytes, native, finished) : this.channel.write(bytes, finished);
    } catch (error) {
      const failure = error.syscall === 'write' ? error : new ErrnoException(error.errno ?? -32, 'write');
      process.nextTick(finished, failure);
      return false;
    }
    if (done) process.nextTick(finished, null);
    return this.unsent < HIGH;
  }

  writeHandle(bytes, native, callback) {
    if (ipc.write_handle(this.channel.id, bytes, native.id)) return true;
    ArrayPrototypePush(this.channel.pendingWrites, callback);
    return false;
  }

  // The other side has taken the handle, or has not. The waiting messages go on.
  acknowledged(taken) {
    const { sent } = this;
    if (sent === undefined) return;
    if (!taken && ++sent.retries < RETRIES) {
      this.writeHandle(this.format.write(sent.packed), sent.native, () => {});
      return;
    }
    if (!taken) process.emitWarning('Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
    const { kinds } = require('internal/child_process/handles');
    kinds[sent.kind].after?.(sent.message, sent.native, sent.options);
    this.flushWaiting();
  }

  flushWaiting() {
    const { waiting } = this;
    this.sent = undefined;
    this.waiting = undefined;
    for (let i = 0; i < waiting.length; i++) {
      const { message, handle, options, callback, kind } = waiting[i];
      if (message?.cmd === 'NODE_DISCONNECT') this.disconnect();
      else this.write(message, handle, options, callback, kind);
    }
  }

  // ---- the end ----

  disconnect() {
    if (this.channel === null) return;
    if (this.waiting !== undefined) {
      ArrayPrototypePush(this.waiting, { message: { cmd: 'NODE_DISCONNECT' } });
      this.target.connected = false;
      return;
    }
    const { channel, target } = this;
    this.channel = null;
    target.connected = false;
    target.channel = null;
    channel.readStop();
    const { maybeClose } = require('internal/child_process');
    const isChild = target !== process;
    process.nextTick(() => {
      channel.close();
      target.emit('disconnect');
      if (isChild) process.nextTick(maybeClose, target);
    });
  }

  ended() {
    if (this.channel === null) return;
    this.waiting = undefined;
    this.disconnect();
  }
}

function setupChannel(target, channel, mode) {
  const link = new Link(target, channel, mode);
  const { control } = link;
  target.connected = true;
  target.channel = control;
  hide(target, '_channel', { get: () => target.channel, set(value) { target.channel = value; } });
  hide(target, kChannel, { value: link });

  target.on('newListener', () => process.nextTick(() => link.flushPending()));

  const fail = (error, callback) => {
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => target.emit('error', error));
    return false;
  };

  target.send = function(message, handle, options, callback) {
    if (typeof handle === 'function') {
      callback = handle;
      handle = undefined;
      options = undefined;
    } else if (typeof options === 'function') {
      callback = options;
      options = undefined;
    } else if (options !== undefined) {
      validateObject(options, 'options');
    }
    options = { swallowErrors: false, ...options };
    if (this.connected) return this._send(message, handle, options, callback);
    return fail(new ERR_IPC_CHANNEL_CLOSED(), callback);
  };

  target._send = function(message, handle, options, callback) {
    if (link.channel === null) return fail(new ERR_IPC_CHANNEL_CLOSED(), callback);
    return link.send(message, handle, options, callback);
  };

  target.disconnect = function() {
    if (!this.connected) {
      this.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    this._disconnect();
  };

  target._disconnect = () => link.disconnect();
  return control;
}

const hide = (object, key, descriptor) =>
  ObjectDefineProperty(object, key, { __proto__: null, configurable: true, enumerable: false, ...descriptor });

// In a child: the channel to its parent. It does not keep the process alive while it is unused.
function openParent(fd, mode) {
  const channel = new StreamHandle(ipc.open_channel(fd), 'PIPEWRAP');
  channel.unref();
  const control = setupChannel(process, channel, mode);
  process.on('newListener', (name) => {
    if (name === 'message' || name === 'disconnect') control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (name === 'message' || name === 'disconnect') control.unrefCounted();
  });
}

module.exports = { openParent, setupChannel };
