'use strict';

// The JavaScript half of the event loop. The Python half (loop/loop.py) says which phase is next; the pump runs it, and after every
// callback drains ticks, microtasks and rejections. It returns to the engine at once when that has work of its own (imports, WebAssembly) and
// every few milliseconds anyhow, so that finalizers run; but not after every turn: 200,000 immediates took 1.5 s that way, and 1.0 s without.
// It lets no exception escape: the engine would swallow it, and the loop with it.

const { Error, MathFloor } = primordials;

const engine = require('internal/engine');
const timers = require('internal/timers');
const crossing = require('bootstrap/crossing');
const { drain } = require('internal/process/task_queues');
const { handles, hasInlineResults, hasSubmissions, requests } = require('internal/bootstrap/loader');

const { arm } = engine;

const {
  Phase: { EXIT, TIMERS, PENDING, POLL, CHECK, CLOSING },
  Flag: { IMMEDIATES, IMMEDIATES_REF, ENGINE_BUSY },
} = binding('loop');
const LONGEST_STAY = 5;  // ms

let onException;  // (error) => void: uncaught; set by bootstrap
let onLoopEnd;    // () => boolean: whether there is new work

// ---- one callback ----

// After one that threw nothing is drained: as in Node, the next callback of the phase comes first. (There is one: see goOn in
// internal/process/execution.js.) Until then the engine must not be returned to: it would run the microtasks.
let owesDrain = false;

// Whether the callback has come to its end.
function runPlain(callback, a, b) {
  try {
    callback(a, b);
  } catch (error) {
    owesDrain = true;
    onException(error);
    return false;
  }
  finish();
  return true;
}

function finish() {
  owesDrain = false;
  try {
    drain();
  } catch (error) {
    owesDrain = true;
    onException(error);
  }
}

let run = runPlain, trace;

// A tracer sees each phase and each callback begin and end. Without one, none of this is there.
function setTracer(tracer) {
  trace = tracer;
  run = tracer === undefined ? runPlain : (callback, a, b) => {
    tracer.enter(callback, a, b);
    try {
      return runPlain(callback, a, b);
    } finally {
      tracer.leave();
    }
  };
}

// ---- one turn ----

// Runs one phase; which it was.
function runPhase() {
  const answer = crossing.turn(timers.timeToFirst(), timers.flags() | (engine.hasMoreWork() ? ENGINE_BUSY : 0));
  let head = answer;
  let entries, buffers;
  if (typeof answer !== 'number') {
    ({ 0: entries, 1: buffers } = crossing.read(answer));
    if (entries === undefined) {
      onException(new Error(
        `An internal error of anode: please report it, with the text below, at the project's issue tracker\n${buffers[1]}`));
      return PENDING;
    }
    head = entries[0];
  }
  const phase = head % 8;
  now = MathFloor(head / 8);
  timers.setLoopTime(now);
  crossedAt = timers.getLibuvNow();
  if (trace !== undefined) trace.phase(phase);
  switch (phase) {
    case TIMERS: timers.processTimers(run); break;
    case POLL: crossing.runInlineResults(run, timers.flags() & IMMEDIATES);  // falls through
    case PENDING: if (entries !== undefined) crossing.dispatch(entries, buffers, run); break;
    case CHECK: crossing.markInlineResultsDue(); timers.processImmediate(run, owesDrain); break;
    case CLOSING: crossing.runClosing(entries, run); break;
  }
  return phase;
}

let now = 0;        // the loop's time
let crossedAt = 0;  // the same as JavaScript's timers have it
let returned = 0;   // when the engine last had its turn

// Whether the phase after a check can only be another check: immediates wait, and nothing else can have come, since there is nothing to
// poll for and no timer's millisecond has begun. Then there is nothing to cross for.
function onlyImmediates() {
  const refd = IMMEDIATES | IMMEDIATES_REF;
  return (timers.flags() & refd) === refd && handles.size === 0 && requests.size === 0 && trace === undefined &&
    timers.getLibuvNow() === crossedAt && !hasSubmissions() && !hasInlineResults() && !engine.hasMoreWork();
}

function tick() {
  returned = now;
  // The engine may have run a module, or what awaited one: what that has queued comes before any phase.
  if (!owesDrain) finish();
  for (;;) {
    const phase = runPhase();
    if (phase === CHECK) while (onlyImmediates()) timers.processImmediate(run, owesDrain);
    if (phase === EXIT) {
      if (onLoopEnd()) arm(tick);
      else crossing.end();
      return;
    }
    if (!owesDrain && (phase === POLL || phase === CHECK) && (now - returned >= LONGEST_STAY || engine.hasMoreWork())) {
      arm(tick);
      return;
    }
  }
}

function start(options) {
  crossing.ids = options;
  arm(() => {
    if (!run(options.main)) finish();  // the main script is the one that is drained after all
    if (owesDrain) tick();
    else arm(tick);
  });
}

module.exports = {
  start, setTracer, finish, run: (callback, a, b) => run(callback, a, b),
  set onException(handler) { onException = handler; },
  set onLoopEnd(handler) { onLoopEnd = handler; },
};
