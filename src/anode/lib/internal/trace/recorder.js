'use strict';

// Records the loop at work: each phase, callback, tick and microtask, the place that asked for it, and its output.
//
// An event is WIDTH numbers in a ring (bindings/trace.py names them). Texts go beside: names and places once, by number; others as they come.
// The ring goes to Python between two phases, at most every FLUSH milliseconds, and when it is full. It has room for whole events only.

const { Float64Array, JSONStringify, Number, SafeMap, SafeSet, StringPrototypeIncludes, Uint8Array } = primordials;

const { enableHook, executionAsyncId, executionAsyncResource, symbols } = require('internal/async_hooks');
const { callbackName, placeOf } = require('internal/trace/places');

const host = binding('trace');
const { TraceEvent, TraceMode } = host;
const { PHASE, ENTER, LEAVE, INIT, BEFORE, AFTER, LOG, SPAN, SPAN_END, ERROR, DESTROY } = TraceEvent;
const { WIDTH } = TraceEvent;
const { HOLD_CALLBACKS, HOLD_PHASES } = TraceMode;

const EVENTS = 8192;
const FLUSH = 40;        // ms
const LONG = 20;         // ms: a callback of that length is told at once
const LONGEST_TEXT = 1000;
const MAIN = 1;          // the async id of the main script

const ring = new Float64Array(EVENTS * WIDTH);
const raw = new Uint8Array(ring.buffer);
let at = 0;
let flushed = 0, now = 0;

const numbers = new SafeMap();  // of the texts that the reader knows
let fresh = [], texts = [];
let mode = 0;
let entered = 0;      // number of callbacks so far
let enteredAt = 0;
let inside = false;   // a callback runs
let pattern = '';     // of places to stop at
const stops = new SafeSet();  // async ids

const instant = globalThis.Temporal.Now.instant;  // V8's own clock with fractions of a millisecond; to ask Python's costs five times as much
let origin;

function clock() {
  now = Number(instant().epochNanoseconds - origin) / 1e6;
  return now;
}

function put(code, time, id, a, b, c, d, e) {
  if (at === ring.length) flush();
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
    found = numbers.size + 1;
    numbers.set(text, found);
    fresh[fresh.length] = text;
  }
  return found;
}

function addText(text) {
  texts[texts.length] = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return texts.length - 1;
}

function flush() {
  if (at !== 0 || texts.length !== 0) {
    const data = raw.slice(0, at * 8);
    const beside = JSONStringify({ __proto__: null, names: fresh, texts });
    at = 0;
    fresh = [];
    texts = [];
    setMode(host.chunk(data, beside));
  }
  flushed = now;
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
    this.asked = clock();
  },
  phase(phase) {
    put(PHASE, clock(), phase, this.asked, 0, 0, 0, 0);
    if (now - flushed >= FLUSH) flush();
    if ((mode & HOLD_PHASES) !== 0) hold(HOLD_PHASES, phase);
  },
  enter() {
    enter();
    if ((mode & HOLD_CALLBACKS) !== 0) hold(HOLD_CALLBACKS, entered);
  },
  leave,
};

function enter() {
  inside = true;
  enteredAt = clock();
  put(ENTER, now, ++entered, 0, 0, 0, 0, 0);
}

function leave() {
  inside = false;
  put(LEAVE, clock(), entered, 0, 0, 0, 0, 0);
  if (now - enteredAt >= LONG) flush();
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
  const { place: where, isOwn } = placeOf(type);
  const place = numberOf(where);
  const name = numberOf(callbackName(resource));
  put(INIT, now, id, numberOf(isOwn ? type : `${type} (internal)`), executionAsyncId(), trigger, place, name);
  if (pattern !== '' && stopsAt(place, name)) stops.add(id);
}

function stopsAt(place, name) {
  for (const { 0: text, 1: number } of numbers) {
    if ((number === place || number === name) && StringPrototypeIncludes(text, pattern)) return true;
  }
  return false;
}

function before(id) {
  put(BEFORE, clock(), id, numberOf(callbackName(executionAsyncResource())), inside ? 1 : 0, 0, 0, 0);
  if (stops.size !== 0 && stops.delete(id)) hold(TraceMode.HOLD_PATTERN, id);
}

function after(id) {
  put(AFTER, clock(), id, 0, 0, 0, 0, 0);
}

function destroy(id) {
  put(DESTROY, now, id, 0, 0, 0, 0, 0);
}

const hook = {
  __proto__: null,
  [symbols.init_symbol]: init,
  [symbols.before_symbol]: before,
  [symbols.after_symbol]: after,
  [symbols.destroy_symbol]: destroy,
};

// ---- what the program says ----

function log(text, isError) {
  put(LOG, clock(), executionAsyncId(), addText(text), isError ? 1 : 0, 0, 0, 0);
}

function listen() {
  const { subscribe } = require('diagnostics_channel');
  const { formatWithOptions } = require('internal/util/inspect');
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace']) {
    const isError = name === 'warn' || name === 'error' || name === 'trace';
    subscribe(`console.${name}`, (args) => log(formatWithOptions({ __proto__: null, colors: false }, ...args), isError));
  }
  let spans = 0;
  const open = new SafeMap();
  const begin = (request, text) => {
    open.set(request, ++spans);
    put(SPAN, clock(), spans, addText(text), executionAsyncId(), 0, 0, 0);
  };
  const end = (request) => {
    const span = open.get(request);
    if (span === undefined) return;
    open.delete(request);
    put(SPAN_END, clock(), span, executionAsyncId(), 0, 0, 0, 0);
  };
  subscribe('http.server.request.start', ({ request }) => begin(request, `${request.method} ${request.url}`));
  subscribe('http.server.response.finish', ({ request }) => end(request));
  subscribe('http.client.request.start', ({ request }) => begin(request, `${request.method} ${request.host ?? ''}${request.path}`));
  subscribe('http.client.response.finish', ({ request }) => end(request));
}

function thrown(error) {
  put(ERROR, clock(), executionAsyncId(), addText(`${error?.stack ?? error}`), 0, 0, 0, 0);
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

// Started inside the callback that runs the main script.
function start() {
  origin = instant().epochNanoseconds;
  host.begin(globalThis.Date.now());
  listen();
  enter();
  inMain = true;
  put(BEFORE, now, MAIN, 0, 1, 0, 0, 0);
  enableHook(hook);
  require('bootstrap/pump').setTracer(pumpTracer);
  require('internal/process/execution').setTrace({ finish, thrown });
}

module.exports = { endMain, start };
