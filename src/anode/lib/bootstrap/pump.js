'use strict';

// The JavaScript half of the event loop. The Python half (loop/loop.py) says which phase is next; the pump runs it, and drains ticks,
// microtasks and rejections after every callback.
//
// Some facts:
// - The engine imports modules, compiles WebAssembly and runs finalizers only after the pump has returned to it.
// - Returning costs time: 200,000 immediates take 1.5 s with a return after every turn, 1.0 s without.
// - The engine swallows an exception that leaves the pump, and the loop ends.
//
// So the pump returns at once while the engine has such work, otherwise every LONGEST_STAY, and catches everything. While an
// Atomics.waitAsync is under way, it returns before the events of a poll, too: a thread notifies, then posts a message, and both are heard
// in that order.

const { Error, MathFloor } = primordials;

const engine = require('internal/engine');
const atomics = require('internal/atomics');
const timers = require('internal/timers');
const crossing = require('bootstrap/crossing');
const { drain } = require('internal/process/task_queues');
const { handles, hasInlineResults, hasSubmissions, requests } = require('internal/bootstrap/loader');

const { arm } = engine;

const {
  Phase: { EXIT, TIMERS, PENDING, POLL, CHECK, CLOSING, SLEEP, SPAN },
  Flag: { IMMEDIATES, IMMEDIATES_REF, ENGINE_BUSY },
} = binding('loop');
const LONGEST_STAY = 5;  // ms

let onException;  // (error) => void: uncaught; set by bootstrap
let onLoopEnd;    // () => boolean: whether there is new work
let guard;        // where Python is the host: the native function that calls the loop, and comes back when the loop was terminated
let onTerminated; // (draining) => void: puts right what a termination has left
let sleep;        // where another thread may run JavaScript while the loop sleeps: the native function in which it sleeps

// ---- one callback ----

// After a callback that threw, nothing is drained: as in Node, the next callback of the phase runs first. (goOn in
// internal/process/execution.js makes sure that there is one.) Until then the pump must not return to the engine, which would run the
// microtasks.
let owesDrain = false;
let draining = false;  // ticks and microtasks run

// Returns whether the callback ended without an exception.
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
  draining = true;
  try {
    drain();
  } catch (error) {
    owesDrain = true;
    onException(error);
  }
  draining = false;
}

let run = runPlain, trace;

// A tracer is told of each phase, and of the begin and end of each callback. Without one, this costs nothing.
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

// Runs one phase, and returns it.
function runPhase() {
  if (trace !== undefined) trace.cross();
  const answer = crossing.turn(atomics.limit(timers.timeToFirst()), timers.flags() | (engine.hasMoreWork() ? ENGINE_BUSY : 0));
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
  const phase = head % SPAN;
  now = MathFloor(head / SPAN);
  timers.setLoopTime(now);
  crossedAt = timers.getLibuvNow();
  if (trace !== undefined) trace.phase(phase);
  switch (phase) {
    case TIMERS: timers.processTimers(run); break;
    case POLL: crossing.runInlineResults(run, timers.flags() & IMMEDIATES);  // falls through
    case PENDING:
      if (entries === undefined) break;
      if (phase === POLL && atomics.isWaiting() && !owesDrain) delayed = { __proto__: null, entries, buffers };
      else crossing.dispatch(entries, buffers, run);
      break;
    case CHECK: crossing.markInlineResultsDue(); timers.processImmediate(run, owesDrain); break;
    case CLOSING: crossing.runClosing(entries, run); break;
    case SLEEP: sleep(); break;
  }
  return phase;
}

let now = 0;        // the loop's time
let crossedAt = 0;  // the same on the clock of JavaScript's timers
let returned = 0;   // the time of the last return to the engine

const hasEngineWork = () => engine.hasMoreWork() || atomics.isWaiting();

// Number 0 stands for the loader of ES modules, which warns, and is no handle of the loop.
const noHandles = () => handles.size === 0 || (handles.size === 1 && handles.has(0));

// Whether another check phase must follow a check phase: immediates wait, there is nothing to poll for, and no new millisecond has begun in
// which a timer could be due. Then the pump does not cross.
function onlyImmediates() {
  const refd = IMMEDIATES | IMMEDIATES_REF;
  return (timers.flags() & refd) === refd && noHandles() && requests.size === 0 && trace === undefined &&
    timers.getLibuvNow() === crossedAt && !hasSubmissions() && !hasInlineResults() && !hasEngineWork();
}

// How the loop has left `stay`: it goes on in the engine's next turn, it has ended, or it was terminated. What follows from it is done
// outside the guard, where no termination can come in the middle.
const TERMINATED = 0, AGAIN = 1, ENDED = 2;
let left = TERMINATED;

function tick() {
  left = TERMINATED;
  if (guard === undefined) stay();
  else guard(stay);
  if (left === AGAIN) arm(tick);
  else if (left === ENDED) crossing.end();
  else if (guard !== undefined) recover();
}

// The callback that ran was terminated, with the frames of the loop. The rest of the phase runs next.
function recover() {
  onTerminated(draining);
  draining = owesDrain = false;
  timers.recover();
  unfinished = true;
  arm(tick);
}

let unfinished = false;
let delayed;  // the events of a poll, while the pump returns to the engine

function stay() {
  returned = now;
  if (unfinished) {
    unfinished = false;
    crossing.resume(run);
  }
  // The engine may have run a module, or a function that awaited one. The ticks they have queued run before any phase.
  if (!owesDrain) finish();
  if (delayed !== undefined) {
    const { entries, buffers } = delayed;
    delayed = undefined;
    crossing.dispatch(entries, buffers, run);
  }
  for (;;) {
    const phase = runPhase();
    if (phase === CHECK) while (onlyImmediates()) timers.processImmediate(run, owesDrain);
    if (phase === EXIT) {
      left = onLoopEnd() ? AGAIN : ENDED;
      return;
    }
    if (!owesDrain && (phase === POLL || phase === CHECK) && (now - returned >= LONGEST_STAY || hasEngineWork())) {
      left = AGAIN;
      return;
    }
  }
}

function start(options) {
  crossing.ids = options;
  arm(() => {
    if (!run(options.main)) finish();  // after a main script that threw, ticks are drained all the same
    if (owesDrain) tick();
    else arm(tick);
  });
}

module.exports = {
  start, setTracer, finish, run: (callback, a, b) => run(callback, a, b),
  set onException(handler) { onException = handler; },
  set onLoopEnd(handler) { onLoopEnd = handler; },
  set guard(native) { guard = native; },
  set onTerminated(handler) { onTerminated = handler; },
  set sleep(native) { sleep = native; },
};
