'use strict';

// The inner half of a message port: its queue of messages and the endpoints it is entangled with. It gets a new owner when the port is
// transferred. A handle of the loop (bindings/worker/messaging.py) wakes the owner once the port is started.
//
// While both ends are in one isolate, messages never leave JavaScript. The first time that one of them goes to another isolate, both get a
// mailbox, and from then on messages pass through Python as bytes, wherever the two ends are.

const { ArrayPrototypePush, ArrayPrototypeSlice, MathMax, SafeSet, TypedArrayPrototypeSubarray } = primordials;

const { HandleEvent: { CLOSED } } = binding('loop');
const DROP = 1024;
const CLOSE = { __proto__: null };  // the message that the other side has gone

const messaging = binding('worker/messaging');

let frames;
const codec = () => (frames ??= require('internal/worker/frame'));

// First in, first out; messages taken are cut off the array a thousand at a time.
class Queue {
  #list = [];
  #head = 0;

  get size() { return this.#list.length - this.#head; }
  get first() { return this.#list[this.#head]; }
  push(value) { ArrayPrototypePush(this.#list, value); }

  shift() {
    const value = this.#list[this.#head];
    this.#list[this.#head++] = undefined;
    if (this.#head === this.#list.length) {
      this.#list = [];
      this.#head = 0;
    } else if (this.#head === DROP) {
      this.#list = ArrayPrototypeSlice(this.#list, DROP);
      this.#head = 0;
    }
    return value;
  }

  takeAll() {
    const list = ArrayPrototypeSlice(this.#list, this.#head);
    this.#list = [];
    this.#head = 0;
    return list;
  }
}

class Endpoint {
  owner = undefined;      // has deliver(message) and closed()
  handle = 0;
  mailbox = 0;            // its number, if the other side is, or was, in another isolate
  group = undefined;      // all endpoints entangled in this isolate, this one included
  receiving = false;
  closing = false;
  #queue = new Queue();
  #signalled = false;

  // ---- sending ----

  // Returns whether anything can receive it.
  post(message) {
    if (this.group === undefined) {
      if (this.mailbox === 0) return false;
      const { frame, ends, parts } = codec().encode(message);
      return messaging.mailbox_send(this.mailbox, frame, ends, parts);
    }
    let heard = false;
    for (const other of this.group) {
      if (other === this) continue;
      heard = true;
      other.enqueue(message);
    }
    if (this.mailbox !== 0 && messaging.broadcast_reaches(this.mailbox)) {
      const { frame, parts } = codec().encode(message);
      messaging.broadcast_send(this.mailbox, frame, parts);
    }
    return heard;
  }

  /** Whether messages posted here leave the isolate. */
  get remote() {
    return this.group === undefined && this.mailbox !== 0;
  }

  enqueue(message) {
    this.#queue.push(message);
    if (this.owner !== undefined && (this.receiving || message === CLOSE)) this.#signal();
  }

  #signal() {
    if (this.#signalled) return;
    this.#signalled = true;
    this.open(false);
    messaging.port_signal(this.handle);
  }

  // ---- receiving ----

  open(ref) {
    if (this.handle !== 0) return;
    this.handle = messaging.port_open();
    binding.attach(this.handle, (kind, waiting) => (kind === CLOSED ? this.#gone() : this.#drain(waiting)));
    if (!ref) binding.unref(this.handle);
    if (this.mailbox !== 0) messaging.port_attach(this.handle, this.mailbox);
  }

  start() {
    if (this.receiving || this.closing) return;
    this.receiving = true;
    this.open(false);
    if (this.#queue.size > 0) this.#signal();
    if (this.mailbox !== 0) messaging.mailbox_listen(this.mailbox);
  }

  // The next message, or undefined. Without `wanted` it only looks whether the other side has gone.
  take(wanted = true) {
    const { first } = this.#queue;
    if (first === undefined) return this.mailbox === 0 ? undefined : this.#fetch(wanted);
    if (first === CLOSE) {
      this.#queue.shift();
      this.close();
      return undefined;
    }
    if (!wanted) return undefined;
    const message = this.#queue.shift();
    return message.frame === undefined ? message : codec().decode(message.frame, arrive);
  }

  // From the mailbox.
  #fetch(wanted) {
    const frame = messaging.mailbox_take(this.mailbox, wanted);
    if (frame === undefined || frame === null) return undefined;
    if (frame === true) {
      this.close();
      return undefined;
    }
    return codec().decode(frame, arrive);
  }

  // Many at once, to be read one by one.
  #fetchMany() {
    const packed = messaging.mailbox_take_packed(this.mailbox);
    if (packed === undefined || packed === null) return;
    for (let at = 0; at < packed.length;) {
      const start = at + 4;
      at = start + (packed[at] | packed[at + 1] << 8 | packed[at + 2] << 16 | packed[at + 3] << 24);
      this.#queue.push({ __proto__: null, frame: TypedArrayPrototypeSubarray(packed, start, at) });
    }
  }

  // Each message is a callback of its own: ticks and microtasks of its listener run before the next.
  #drain(waiting) {
    this.#signalled = false;
    if (waiting > 2 && this.receiving) this.#fetchMany();
    const { run } = require('bootstrap/pump');
    const { receiving } = this;  // a port closed on the way still gets the messages that have come
    let limit = MathMax(this.#queue.size, 1000);
    while (limit-- > 0) {
      const message = this.take(receiving);
      if (message === undefined) return;
      const { owner } = this;
      if (this.#queue.size === 0 && this.mailbox === 0) {
        owner.deliver(message);
        return;
      }
      run(() => owner.deliver(message));
    }
    if (!this.closing && !this.#signalled && (this.#queue.size > 0 || this.mailbox !== 0)) this.#signal();
  }

  // ---- the end ----

  close() {
    if (this.closing) return;
    this.closing = true;
    if (this.receiving && this.mailbox !== 0) this.#save();
    this.receiving = false;
    this.open(true);
    binding.close(this.handle);
  }

  #save() {
    for (;;) {
      const frame = messaging.mailbox_take(this.mailbox, true);
      if (frame === undefined || frame === null || frame === true) return;
      this.#queue.push(codec().decode(frame, arrive));
    }
  }

  #gone() {
    this.handle = 0;
    this.part();
    this.owner?.closed();
  }

  part() {
    const { group } = this;
    if (group === undefined) return;
    this.group = undefined;
    group.delete(this);
    if (group.name === undefined) for (const other of group) other.enqueue(CLOSE);
    else if (group.size === 0) group.forget();
  }

  // ---- changing hands ----

  // Lets go of the owner, so that another may take over.
  release() {
    if (this.handle !== 0) {
      if (this.mailbox !== 0) messaging.port_detach(this.handle);
      binding.detach(this.handle);
      binding.close(this.handle);
      this.handle = 0;
    }
    this.owner = undefined;
    this.receiving = false;
    this.#signalled = false;
  }

  adoptedBy(owner) {
    this.owner = owner;
    if (this.mailbox !== 0) this.open(false);
    if (this.#queue.first === CLOSE) this.#signal();
  }

  // Goes to another isolate, after release(): the number of the mailbox under which it will be found.
  leave() {
    const waiting = this.#queue.takeAll();
    let abandoned = 0;
    if (this.mailbox === 0) {
      this.mailbox = messaging.channel();
      const peer = this.mailbox + 1;
      const { group } = this;
      this.group = undefined;
      let other;
      if (group !== undefined) for (const member of group) if (member !== this) other = member;
      if (other === undefined) abandoned = peer;
      else other.#entrust(peer);
    }
    for (let i = waiting.length - 1; i >= 0; i--) {
      if (waiting[i] === CLOSE) continue;  // the mailbox reports it
      const { frame, ends, parts } = waiting[i].frame === undefined ? codec().encode(waiting[i]) : waiting[i];
      messaging.mailbox_unread(this.mailbox, frame, ends, parts);
    }
    if (abandoned !== 0) messaging.mailbox_close(abandoned);
    return this.mailbox;
  }

  #entrust(mailbox) {
    this.group = undefined;
    this.mailbox = mailbox;
    if (this.owner === undefined) return;  // on its way itself
    if (this.handle === 0) this.open(false);
    else messaging.port_attach(this.handle, mailbox);
    if (this.receiving) messaging.mailbox_listen(mailbox);
  }

  // Receives messages sent in other isolates under the name, too.
  join(name) {
    this.mailbox = messaging.broadcast_join(this.handle, name);
  }
}

// An endpoint that has come from another isolate.
function arrive(mailbox) {
  const endpoint = new Endpoint();
  endpoint.mailbox = mailbox;
  return endpoint;
}

function entangle(...endpoints) {
  const group = new SafeSet(endpoints);
  for (let i = 0; i < endpoints.length; i++) endpoints[i].group = group;
}

module.exports = { Endpoint, arrive, entangle };
