'use strict';

// Records the loop at work: each phase, callback, tick and microtask, the place that asked for it, and its output.
//
// An event is WIDTH numbers in a ring (bindings/trace.py names them). Texts go beside: names and places once, by number; others as they
// come.
// The ring goes to Python between two phases, at most every FLUSH milliseconds, and when it is full. It has room for whole events only.

const {
  DateNow, Float64Array, FunctionPrototypeCall, JSONStringify, Number, ReflectGetOwnPropertyDescriptor, SafeMap, SafeSet, SafeWeakMap,
  StringPrototypeIncludes, StringPrototypeSlice, TypedArrayPrototypeSlice, Uint8Array,
} = primordials;

const { subscribe, unsubscribe } = require('diagnostics_channel');
const { disableHook, enableHook, executionAsyncId, symbols } = require('internal/async_hooks');
const blocked = require('internal/trace/blocked');
const { callbackName, placeOf, renew } = require('internal/trace/places');

const host = binding('trace');
const { TraceEvent, TraceMode } = host;
const { PHASE, ENTER, LEAVE, INIT, BEFORE, AFTER, LOG, SPAN, SPAN_END, ERROR, ALIVE, BLOCKED } = TraceEvent;
const { WIDTH } = TraceEvent;
const { HOLD_CALLBACKS, HOLD_PHASES } = TraceMode;

const EVENTS = 8192;
const ROOM = 8;          // events for what a flush itself tells
const FLUSH = 40;        // ms
const SAMPLE = 50;       // ms
const TELL_ALIVE = 400;  // ms
const LONG = 20;         // ms: a callback of that length is told at once
const LONGEST_TEXT = 16384;
const MOST_NAMES = 100_000;
const LONGEST_NAME = 2000;
const PYTHON = 0;        // in place of an async id: Python calls
const MAIN = 1;          // the async id of the main script

const ring = new Float64Array(EVENTS * WIDTH);
const raw = new Uint8Array(ring.buffer);
const FULL = (EVENTS - ROOM) * WIDTH;
let at = 0;
let flushed = 0, now = 0, toldAlive = 0;

const numbers = new SafeMap();  // of the texts that the reader knows
let fresh = [], texts = [];
let mode = 0;
let isHosted = false;  // Python is the host
let entered = 0;      // number of callbacks so far
let enteredAt = 0;
let inside = false;   // a callback runs
let pattern = '';     // of places to stop at
const stops = new SafeSet();  // async ids

// V8's own clock with fractions of a millisecond: to ask Python's costs five times as much. A program may change what it sees of it.
const { Now: { instant }, Instant } = globalThis.Temporal;
const nanoseconds = ReflectGetOwnPropertyDescriptor(Instant.prototype, 'epochNanoseconds').get;
const readClock = () => FunctionPrototypeCall(nanoseconds, instant());
let origin;

function clock() {
  now = Number(readClock() - origin) / 1e6;
  return now;
}

// What is under way, and may keep the loop alive.
function tellAlive() {
  toldAlive = now;
  put(ALIVE, now, 0, texts.length, 0, 0, 0, 0);
  texts[texts.length] = JSONStringify(require('internal/trace/alive').underWay());
}

function put(code, time, id, a, b, c, d, e) {
  if (at >= FULL) flush();
  ring[at] = code;
  ring[at + 1] = time;
  ring[at + 2] = id;
  ring[at + 3] = a;
  ring[at + 4] = b;
  ring[at + 5] = c;
  ring[at + 6] = d;
  ring[at + 7] = e;
  at += WIDTH;
}

// The number of a text that comes again and again; 0: none.
function numberOf(text) {
  if (text === undefined || text === '') return 0;
  let found = numbers.get(text);
  if (found === undefined) {
    if (numbers.size >= MOST_NAMES || text.length > LONGEST_NAME) return 0;
    found = numbers.size + 1;
    numbers.set(text, found);
    fresh[fresh.length] = text;
  }
  return found;
}

function addText(text) {
  texts[texts.length] = text.length > LONGEST_TEXT ? `${StringPrototypeSlice(text, 0, LONGEST_TEXT)}…` : text;
  return texts.length - 1;
}

function flush() {
  if (now - toldAlive >= TELL_ALIVE) tellAlive();
  if (at !== 0 || texts.length !== 0) {
    const data = TypedArrayPrototypeSlice(raw, 0, at * 8);
    const beside = JSONStringify({ __proto__: null, names: fresh, texts });
    at = 0;
    fresh = [];
    texts = [];
    setMode(host.chunk(data, beside));
  }
  flushed = now;
  renew();
}

function setMode(value) {
  mode = value & 3;
  pattern = (value & TraceMode.PATTERN) !== 0 ? host.pattern() : '';
}

// Stops here for as long as the page says.
function hold(level, id) {
  flush();
  setMode(host.hold(level, id));
  clock();
}

// ---- the pump ----

const pumpTracer = {
  __proto__: null,
  asked: 0,
  cross() {
    leaveMain();
    isFresh = false;
    this.asked = clock();
  },
  phase(phase) {
    if (period !== 0 && DateNow() - opened >= SAMPLE) {
      leaveAlone();
      return;
    }
    put(PHASE, clock(), phase, this.asked, 0, 0, 0, 0);
    if (now - flushed >= FLUSH) flush();
    blocked.renew(now);
    if ((mode & HOLD_PHASES) !== 0) hold(HOLD_PHASES, phase);
  },
  enter(callback) {
    enter();
    // lib/internal/interop/direct.js names it so.
    if (isHosted && ReflectGetOwnPropertyDescriptor(callback, 'name')?.value === 'outermost') {
      put(BEFORE, now, PYTHON, numberOf('call from Python'), 1, 0, 0, 0);
    }
    if ((mode & HOLD_CALLBACKS) !== 0) hold(HOLD_CALLBACKS, entered);
  },
  leave,
};

function enter() {
  inside = true;
  isFresh = false;
  enteredAt = clock();
  put(ENTER, now, ++entered, 0, 0, 0, 0, 0);
}

function leave() {
  inside = false;
  put(LEAVE, isFresh ? now : clock(), entered, 0, 0, 0, 0, 0);
  if (now - enteredAt >= LONG) {
    const stacks = blocked.take(now - enteredAt);
    if (stacks !== '') {
      put(BLOCKED, now, entered, texts.length, 0, 0, 0, 0);
      texts[texts.length] = stacks;
    }
    flush();
  }
}

let inMain = false;
function leaveMain() {
  if (!inMain) return;
  inMain = false;
  leave();
}

// ---- async hooks ----

const QUIET = new SafeSet(['TIMERWRAP']);

function init(id, type, trigger, resource) {
  if (QUIET.has(type)) return;
  const { place: where, isOwn } = placeOf(type, resource);
  const place = numberOf(where);
  const name = numberOf(callbackName(type, resource));
  put(INIT, now, id, numberOf(isOwn ? type : `${type} (internal)`), executionAsyncId(), trigger, place, name);
  if (pattern !== '' && stopsAt(place, name)) stops.add(id);
}

function stopsAt(place, name) {
  for (const { 0: text, 1: number } of numbers) {
    if ((number === place || number === name) && StringPrototypeIncludes(text, pattern)) return true;
  }
  return false;
}

// Nothing has run since the execution before ended: its time is still right. To ask for the time costs more than all the rest.
let isFresh = false;

function before(id) {
  put(BEFORE, isFresh ? now : clock(), id, 0, inside ? 1 : 0, 0, 0, 0);
  isFresh = false;
  if (stops.size !== 0 && stops.delete(id)) hold(TraceMode.HOLD_PATTERN, id);
}

function after(id) {
  put(AFTER, clock(), id, 0, 0, 0, 0, 0);
  isFresh = true;
}

const hook = {
  __proto__: null,
  [symbols.init_symbol]: init,
  [symbols.before_symbol]: before,
  [symbols.after_symbol]: after,
};

// ---- what the program says ----

function log(text, isError) {
  isFresh = false;
  put(LOG, clock(), executionAsyncId(), addText(text), isError ? 1 : 0, 0, 0, 0);
}

let spans = 0;
let open = new SafeWeakMap();  // the numbers of requests under way

function beginSpan(request, text) {
  open.set(request, ++spans);
  put(SPAN, clock(), spans, addText(text), executionAsyncId(), 0, 0, 0);
}

function endSpan(request) {
  const span = open.get(request);
  if (span === undefined) return;
  open.delete(request);
  put(SPAN_END, clock(), span, executionAsyncId(), 0, 0, 0, 0);
}

// The program may publish to these channels, too, whatever it likes.
const careful = (listener) => (message) => {
  try {
    listener(message.request);
  } catch {
    // No request: nothing to show.
  }
};
const listeners = [
  ['http.server.request.start', careful((request) => beginSpan(request, `${request.method} ${request.url}`))],
  ['http.server.response.finish', careful(endSpan)],
  ['http.client.request.start', careful((request) => beginSpan(request, `to ${request.host ?? ''}: ${request.method} ${request.path}`))],
  ['http.client.response.finish', careful(endSpan)],
];

function listen(on) {
  for (let i = 0; i < listeners.length; i++) (on ? subscribe : unsubscribe)(listeners[i][0], listeners[i][1]);
  require('internal/console/methods').tellTexts(on ? log : undefined);
}

function thrown(error) {
  let text;
  try {
    text = `${error?.stack ?? error}`;
  } catch {
    text = 'a value without a text';
  }
  put(ERROR, clock(), executionAsyncId(), addText(text), 0, 0, 0, 0);
}

// The program is about to end.
function finish() {
  leaveMain();
  if (inside) leave();
  flush();
}

// The main script has run; its ticks and microtasks follow.
function endMain() {
  put(AFTER, clock(), MAIN, 0, 0, 0, 0, 0);
}

// ---- samples: the loop is watched for a while, and left alone for longer ----

let period = 0;  // ms from one sample to the next; 0: the loop is watched all the time
let opened = 0;  // when the last one began, on the clock of Date.now()

const watcher = {
  __proto__: null,
  cross() {},
  phase() { if (DateNow() - opened >= period) watch(); },
  enter() {},
  leave() {},
};

function watch() {
  opened = DateNow();
  isFresh = false;
  listen(true);
  enableHook(hook);
  require('bootstrap/pump').setTracer(pumpTracer);
}

function leaveAlone() {
  listen(false);
  open = new SafeWeakMap();
  disableHook(hook);
  flush();
  require('bootstrap/pump').setTracer(watcher);
}

function begin() {
  at = flushed = toldAlive = entered = 0;
  inside = inMain = isFresh = false;
  numbers.clear();
  stops.clear();
  origin = readClock();
  period = host.begin(Number(origin) / 1e6);
  if (period === 0) blocked.start();
  watch();
  require('internal/process/execution').setTrace({ finish, thrown });
}

// Started inside the callback that runs the main script.
function start() {
  begin();
  enter();
  inMain = true;
  put(BEFORE, now, MAIN, 0, 1, 0, 0, 0);
}

// Where Python is the host: between callbacks, or in a call from Python.
function toggle(on) {
  isHosted = on;
  if (on) {
    begin();
    clock();
    return;
  }
  finish();
  blocked.stop();
  leaveAlone();
  require('bootstrap/pump').setTracer(undefined);
  require('internal/process/execution').setTrace(undefined);
}

module.exports = { endMain, start, toggle };
