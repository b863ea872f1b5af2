'use strict';

// The inner half of a message port: its queue of messages and those it is entangled with. It changes hands when the port is
// transferred. A handle of the loop (bindings/messaging.py) wakes the owner once the port is started.

const { ArrayPrototypePush, ArrayPrototypeShift, MathMax, SafeSet } = primordials;

const CLOSED = -1;
const CLOSE = { __proto__: null };  // the message that the other side has gone

const messaging = binding('messaging');

class Endpoint {
  owner = undefined;      // what has deliver(message), closed()
  handle = 0;
  group = undefined;      // everybody entangled, this one included
  receiving = false;
  closing = false;
  #queue = [];
  #signalled = false;

  // ---- sending ----

  // Whether somebody is there to get it.
  post(message) {
    if (this.group === undefined) return false;
    let heard = false;
    for (const other of this.group) {
      if (other === this) continue;
      heard = true;
      other.enqueue(message);
    }
    return heard;
  }

  enqueue(message) {
    ArrayPrototypePush(this.#queue, message);
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
    binding.attach(this.handle, (kind) => (kind === CLOSED ? this.#gone() : this.#drain()));
    if (!ref) binding.unref(this.handle);
  }

  start() {
    if (this.receiving || this.closing) return;
    this.receiving = true;
    this.open(false);
    if (this.#queue.length > 0) this.#signal();
  }

  // The next message, or undefined; without `wanted` only that the other side has gone is looked for.
  take(wanted = true) {
    const first = this.#queue[0];
    if (first === undefined) return undefined;
    if (first === CLOSE) {
      ArrayPrototypeShift(this.#queue);
      this.close();
      return undefined;
    }
    return wanted ? ArrayPrototypeShift(this.#queue) : undefined;
  }

  // Each message is a callback of its own: what it schedules runs before the next.
  #drain() {
    this.#signalled = false;
    const { run } = require('bootstrap/pump');
    const { receiving } = this;  // who closes the port on the way still gets what has come
    let limit = MathMax(this.#queue.length, 1000);
    while (limit-- > 0) {
      const message = this.take(receiving);
      if (message === undefined) return;
      const { owner } = this;
      if (this.#queue.length === 0) {
        owner.deliver(message);
        return;
      }
      run(() => owner.deliver(message));
    }
    if (this.#queue.length > 0 && !this.closing && !this.#signalled) this.#signal();
  }

  // ---- the end ----

  close() {
    if (this.closing) return;
    this.closing = true;
    this.receiving = false;
    this.open(true);
    binding.close(this.handle);
  }

  #gone() {
    this.handle = 0;
    this.leave();
    this.owner?.closed();
  }

  leave() {
    const { group } = this;
    if (group === undefined) return;
    this.group = undefined;
    group.delete(this);
    if (group.name === undefined) for (const other of group) other.enqueue(CLOSE);
    else if (group.size === 0) group.forget();
  }

  // Let go of the owner, so that another may take over.
  release() {
    if (this.handle !== 0) {
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
    if (this.#queue[0] === CLOSE) this.#signal();
  }
}

function entangle(...endpoints) {
  const group = new SafeSet(endpoints);
  for (let i = 0; i < endpoints.length; i++) endpoints[i].group = group;
}

module.exports = { Endpoint, entangle };
