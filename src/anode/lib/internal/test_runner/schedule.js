'use strict';

// The subtests of one test: which may run now, which wait, and when their results are reported: in the order in which they were started,
// whenever they end.

const {
  ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeSplice, MathFloor, PromiseWithResolvers, SafeMap, SafeSet,
} = primordials;
const { queueMicrotask } = require('internal/process/task_queues');

class Schedule {
  running = 0;
  // A promise for the end of all that have been started; set with the first subtest.
  done = null;
  #owner;
  #random;
  #pending = [];
  #drawing = false;
  #unfinished = new SafeSet();
  #ended = new SafeMap();
  #orders = new SafeMap();
  #nextToTell = 1;

  constructor(owner, random) {
    this.#owner = owner;
    this.#random = random;
  }

  add() {
    this.done ??= PromiseWithResolvers();
  }

  hasRoom() {
    return this.#owner.concurrency > this.running;
  }

  // Begins `subtest` now or, if too many run, later. The promise fulfils when it has ended.
  start(subtest, building) {
    this.#unfinished.add(subtest);
    if (!building && this.hasRoom() && this.#random === undefined) return this.#begin(subtest);
    const { promise, resolve } = PromiseWithResolvers();
    ArrayPrototypePush(this.#pending, { __proto__: null, subtest, resolve });
    if (this.#random !== undefined && !building) this.#drawSoon();
    return promise;
  }

  // In random order all that are made in one go take part in the draw.
  #drawSoon() {
    if (this.#drawing || !this.hasRoom()) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.startPending();
    });
  }

  #takePending() {
    if (this.#random === undefined || this.#pending.length < 2) return ArrayPrototypeShift(this.#pending);
    return ArrayPrototypeSplice(this.#pending, MathFloor(this.#random() * this.#pending.length), 1)[0];
  }

  async startPending() {
    while (this.#pending.length > 0 && this.hasRoom()) {
      const { subtest, resolve } = this.#takePending();
      await this.#begin(subtest);
      resolve();
    }
  }

  dropPending() {
    this.#pending = [];
  }

  #begin(subtest) {
    this.#orderOf(subtest);
    return subtest.begin();
  }

  #orderOf(subtest) {
    let order = this.#orders.get(subtest);
    if (order === undefined) this.#orders.set(subtest, order = this.#orders.size + 1);
    return order;
  }

  end(subtest) {
    this.#ended.set(this.#orderOf(subtest), subtest);
    if (this.#unfinished.delete(subtest) && this.#unfinished.size === 0) this.done.resolve();
    this.tell(false);
    this.startPending();
  }

  // Whether `subtest` is the next of these to be reported.
  isTurnOf(subtest) {
    return this.#orders.get(subtest) === this.#nextToTell;
  }

  // Reports those that have ended, up to the first that has not.
  tell(mayTell) {
    for (let subtest; (subtest = this.#ended.get(this.#nextToTell)) !== undefined;) {
      mayTell ||= this.#owner.isItsTurn();
      if (!mayTell) return;
      this.#ended.delete(this.#nextToTell);
      subtest.tell();
      this.#nextToTell++;
      subtest.finished = true;
      if (this.#nextToTell > this.#owner.subtests.length) this.#owner.allTold();
    }
  }
}

module.exports = { Schedule };
