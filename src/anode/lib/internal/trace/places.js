'use strict';

// Where the program asked for a callback, and which function the callback is.

const { Error, ErrorCaptureStackTrace, SafeSet, StringPrototypeStartsWith } = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');

const FRAMES = 20;  // internal ones included

// Work that begins outside, such as a connection: no line of the program asked for it.
const FOREIGN = new SafeSet(['HTTPINCOMINGMESSAGE', 'TCPWRAP', 'PIPEWRAP', 'TLSWRAP', 'HTTPSERVERREQUEST']);

// The function of Node's that the program calls for one of these. A tick that console.log() makes is not the program's own.
const ASKED_BY = {
  __proto__: null,
  TickObject: new SafeSet(['nextTick']),
  Microtask: new SafeSet(['queueMicrotask']),
  Immediate: new SafeSet(['setImmediate']),
  Timeout: new SafeSet(['setTimeout', 'setInterval']),
};

const NOWHERE = { __proto__: null, place: '', isOwn: true, below: undefined };

const firstOfProgram = (_, sites) => {
  for (let i = 0; i < sites.length; i++) {
    const file = sites[i].getFileName();
    if (typeof file !== 'string' || StringPrototypeStartsWith(file, 'node:')) continue;
    const name = sites[i].getFunctionName();
    const place = `${file}:${sites[i].getLineNumber()}:${sites[i].getColumnNumber()}`;
    return { __proto__: null, place: name ? `${name} ${place}` : place, isOwn: true, below: i === 0 ? undefined : sites[i - 1] };
  }
  return NOWHERE;
};

function isOwn(type, { place, below }) {
  if (type === 'PROMISE') {
    const file = below?.getFileName();
    return place !== '' && (typeof file !== 'string' || file === 'node:internal/v8/promise_hooks');  // else an internal function made it
  }
  return type in ASKED_BY ? ASKED_BY[type].has(below?.getFunctionName()) : true;
}

// 'function file:line:column', or '' where no line of the program asked; whether the program itself asked, not a function of Node's for it.
function placeOf(type) {
  if (FOREIGN.has(type)) return NOWHERE;
  const { prepareStackTrace, stackTraceLimit } = Error;
  const writable = isErrorStackTraceLimitWritable();
  const holder = { __proto__: null };
  try {
    if (writable) Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = firstOfProgram;
    ErrorCaptureStackTrace(holder, placeOf);
    const { stack } = holder;
    if (typeof stack !== 'object') return NOWHERE;
    return { __proto__: null, place: stack.place, isOwn: isOwn(type, stack) };
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    if (writable) Error.stackTraceLimit = stackTraceLimit;
  }
}

// The name of the function that a resource calls, where the resource has it.
function callbackName(resource) {
  if (resource === null || typeof resource !== 'object') return '';
  const callback = resource._onTimeout ?? resource._onImmediate ?? (resource.frame === undefined ? undefined : resource.callback);
  return typeof callback === 'function' && typeof callback.name === 'string' ? callback.name : '';
}

module.exports = { callbackName, placeOf };
