'use strict';

// Where the program asked for a callback, and which function the callback is.

const { Error, ErrorCaptureStackTrace, ReflectGetOwnPropertyDescriptor, SafeSet, SafeWeakSet, StringPrototypeStartsWith } = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');
const { usePrepare } = require('internal/process/stacks');
const { nextTick } = require('internal/process/task_queues');

const FRAMES = 20;  // internal ones included

// Work that begins outside: no line of the program asked for it.
const FOREIGN = new SafeSet(['HTTPINCOMINGMESSAGE']);

// The function of Node's that the program calls for one of these. A tick that console.log() makes is not the program's own.
const ASKED_BY = {
  __proto__: null,
  TickObject: new SafeSet(['nextTick']),
  Microtask: new SafeSet(['queueMicrotask']),
  Immediate: new SafeSet(['setImmediate']),
  Timeout: new SafeSet(['setTimeout', 'setInterval']),
};

// A server's functions of Node's ask for many ticks: beyond this number in a span of time, their places are left out.
const BUDGET = 50;
let budget = BUDGET;
const callbacksOfNode = new SafeWeakSet();  // which Node's functions have passed to nextTick()

const INTERNAL = { __proto__: null, place: '', isOwn: false };
const NOWHERE = { __proto__: null, place: '', isOwn: true, below: undefined };

const INSIDE = ['node:', 'ext:', 'wasm:'];
const isInside = (file) => {
  for (let i = 0; i < INSIDE.length; i++) if (StringPrototypeStartsWith(file, INSIDE[i])) return true;
  return false;
};

const firstOfProgram = (_, sites) => {
  for (let i = 0; i < sites.length; i++) {
    const file = sites[i].getFileName();
    if (typeof file !== 'string' || isInside(file)) continue;
    const name = sites[i].getFunctionName();
    const place = `${file}:${sites[i].getLineNumber()}:${sites[i].getColumnNumber()}`;
    captured = { __proto__: null, place: name ? `${name} ${place}` : place, isOwn: true, below: i === 0 ? undefined : sites[i - 1] };
    return;
  }
  captured = NOWHERE;
};

function isOwn(type, { place, below }) {
  if (type === 'PROMISE') {
    const file = below?.getFileName();
    return place !== '' && (typeof file !== 'string' || file === 'node:internal/v8/promise_hooks');  // else an internal function made it
  }
  return type in ASKED_BY ? ASKED_BY[type].has(below?.getFunctionName()) : true;
}

// Whether a function of Node's called nextTick(): that is found by one frame, where the whole stack costs five times as much.
const calledByNode = (_, sites) => {
  const file = sites.length === 0 ? '' : sites[0].getFileName();
  captured = typeof file !== 'string' || StringPrototypeStartsWith(file, 'node:');
};

// 'function file:line:column', or '' where no line of the program asked; whether the program itself asked, not a function of Node's for it.
function placeOf(type, resource) {
  if (FOREIGN.has(type)) return NOWHERE;
  if (type === 'TickObject') {
    const { callback } = resource;
    const isKnown = callbacksOfNode.has(callback);
    if (isKnown || capture(1, nextTick, calledByNode) === true) {
      if (!isKnown) callbacksOfNode.add(callback);
      if (budget <= 0) return INTERNAL;
      budget--;
    }
  }
  const stack = capture(FRAMES, placeOf, firstOfProgram);
  if (stack === undefined) return NOWHERE;
  return { __proto__: null, place: stack.place, isOwn: isOwn(type, stack) };
}

// A new span of time begins.
function renew() {
  budget = BUDGET;
}

let captured;  // what the function in place of Error.prepareStackTrace has found; where the program has put another there: nothing

function capture(frames, above, prepare) {
  const before = usePrepare(prepare);
  const writable = isErrorStackTraceLimitWritable();
  const { stackTraceLimit } = writable ? Error : NOWHERE;
  const holder = { __proto__: null };
  try {
    if (writable) Error.stackTraceLimit = frames;
    captured = undefined;
    ErrorCaptureStackTrace(holder, above);
    void holder.stack;  // V8 calls `prepare` now
    return captured;
  } catch {
    return undefined;  // the program has changed Error
  } finally {
    usePrepare(before);
    if (writable) Error.stackTraceLimit = stackTraceLimit;
  }
}

// The name of the function that a resource calls, where the resource has it.
const CALLBACKS = { __proto__: null, Timeout: '_onTimeout', Immediate: '_onImmediate', TickObject: 'callback' };

function callbackName(type, resource) {
  const key = CALLBACKS[type];
  const callback = key === undefined ? undefined : ReflectGetOwnPropertyDescriptor(resource, key)?.value;
  if (typeof callback !== 'function') return '';
  const name = ReflectGetOwnPropertyDescriptor(callback, 'name')?.value;
  return typeof name === 'string' ? name : '';
}

module.exports = { callbackName, placeOf, renew };
