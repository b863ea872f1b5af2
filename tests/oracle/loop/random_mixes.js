'use strict';
// Flags: --min-semi-space-size=128
// A thousand random programs of ticks, microtasks, promises, async functions, timers, immediates, I/O callbacks, throws and rejections, one
// after the other. Each begins in an I/O callback. In Node, timers, immediates and I/O race with each other; the programs start only those
// together whose order is fixed. (The flag: in Node, the tasks of a garbage collection drain the queues that a throwing callback has left.)

const fs = require('fs');
const { EventEmitter } = require('events');

const MIXES = 1000;
let seed = 20240;
const random = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % n;
};

let mix = 0;
let last = 0;         // the number of the last callback made
let waiting = 0;      // the number of callbacks not yet called
let lines = [];
const log = (text) => lines.push(`${mix}: ${text}`);

process.on('uncaughtException', (error, origin) => log(`${origin} ${error.message}`));
process.on('unhandledRejection', (reason) => log(`unhandled ${reason.message}`));
process.on('rejectionHandled', () => {});  // comes up to a phase later than in Node, see docs/limits.md

// Further actions of a callback. All of them are over before the next phase.
const micro = {
  tick: (depth) => process.nextTick(named('tick', depth)),
  ticks(depth) { process.nextTick(named('tick', depth)); process.nextTick(named('tick', depth)); },
  microtask: (depth) => queueMicrotask(named('microtask', depth)),
  then: (depth) => { Promise.resolve().then(named('then', depth, true)).catch((error) => log(`caught ${error.message}`)); },
  finally: (depth) => { Promise.resolve().finally(named('finally', depth, true)).then(() => log('after finally'), (error) => log(`caught ${error.message}`)); },
  async(depth) {
    const body = named('async', depth, true);
    (async () => {
      for (let i = random(3); i >= 0; i--) await null;
      body();
      await new Promise((resolve) => process.nextTick(resolve));
      log('async went on');
    })().catch((error) => log(`caught ${error.message}`));
  },
  iterate() {
    const id = ++last;
    (async () => {
      async function* numbers() { yield 1; yield 2; }
      for await (const number of numbers()) log(`iterated ${id} ${number}`);
    })();
  },
  thenable: (depth) => { const body = named('thenable', depth); Promise.resolve({ then(resolve) { body(); resolve(); } }).then(() => log('thenable done'), () => log('thenable threw')); },
  emit(depth) {
    const emitter = new EventEmitter();
    emitter.on('x', named('listener', depth));
    emitter.once('x', () => log('second listener'));
    emitter.emit('x');
  },
  reject() { Promise.reject(new Error(`rejected ${++last}`)); },
  rejectLate(depth) {
    const promise = Promise.reject(new Error(`rejected ${++last}`));
    process.nextTick(() => promise.catch(() => log('caught in a tick')));
  },
  handledLater() {
    const promise = Promise.reject(new Error(`rejected ${++last}`));
    setImmediate(() => promise.catch(() => log('caught in an immediate')));
  },
};
const kinds = Object.keys(micro).filter((kind) => kind !== 'handledLater');

// A callback that logs its call, takes actions, and may throw half-way or at its end.
function named(kind, depth, mayReject = false) {
  const id = ++last;
  waiting++;
  const count = depth <= 0 ? 0 : random(4);
  const plan = Array.from({ length: count }, () => kinds[random(kinds.length)]);
  const throws = random(9) === 0 ? random(count + 1) : -1;
  return () => {
    waiting--;
    log(`${kind} ${id}`);
    for (let i = 0; i < count; i++) {
      if (i === throws) throw new Error(`thrown half-way in ${kind} ${id}`);
      micro[plan[i]](depth - 1);
    }
    if (throws === count) throw new Error(`thrown in ${kind} ${id}`);
    log(`end of ${kind} ${id}`);
  };
}

// ---- callbacks of phases ----

let under = 0;  // the number of unfinished callbacks of phases

// The queues that a throwing callback has left run after the next callback of any kind. So timers and I/O start only when nothing is left.
function settled(callback) {
  setImmediate(() => waiting === 0 ? callback() : settled(callback));
}

function stage(kind, stages) {
  under++;
  const body = named(kind, 3);
  waiting--;  // the callback counts itself when it is called
  return () => {
    under--;
    waiting++;
    try {
      body();
    } finally {
      if (under === 0) phase(stages - 1);
    }
  };
}

function phase(stages) {
  if (stages <= 0) {
    settled(() => fs.stat('.', begin));
    return;
  }
  const count = 1 + random(4);
  switch (random(5)) {
    case 0:
      for (let i = 0; i < count; i++) setImmediate(stage('immediate', stages));
      if (random(4) === 0) clearImmediate(setImmediate(() => log('never')));
      break;
    case 1: {
      const delay = random(3);
      const body = stage('timeout', stages);
      settled(() => {
        // The timers before it must not throw: the clock may tick between two timers of one list, and then
        // the queues that the first left run before the second.
        for (let i = 1; i < count; i++) setTimeout(() => { log(`timeout ${i}`); process.nextTick(log, 'its tick'); queueMicrotask(() => log('its microtask')); }, delay);
        setTimeout(body, delay);
        if (count === 3) clearTimeout(setTimeout(() => log('never'), delay));
      });
      break;
    }
    case 2: {
      const body = stage('io', stages);
      settled(() => fs.stat(__filename, body));
      break;
    }
    case 3: {
      const body = stage('interval', stages);
      let left = 2 + random(2);
      settled(() => {
        const interval = setInterval(() => {
          log('interval');
          if (--left > 0) return;
          clearInterval(interval);
          body();
        }, 1);
      });
      break;
    }
    case 4: {
      const body = stage('timeout', stages);
      settled(() => fs.stat('.', () => {
        setTimeout(body, 0);
        setImmediate(() => log('immediate before the timeout'));
      }));
      break;
    }
  }
}

function begin() {
  console.log(lines.join('\n'));
  lines = [];
  if (++mix > MIXES) return;
  const body = named('io', 3);
  try {
    if (random(6) === 0) micro.handledLater();
    body();
  } finally {
    phase(1 + random(3));
  }
}

fs.stat('.', begin);
