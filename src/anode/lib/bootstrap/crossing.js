'use strict';

// The JavaScript half of engine/crossing.py: what goes to the loop with a turn, and what comes back: finished requests, events of
// handles, handles that have closed. Each of these is one callback, which the pump's `run` calls, in the async context of whoever asked for it.

const { ArrayIsArray, JSONParse, SafeMap, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const { setAsyncContext } = require('internal/engine');
const loader = require('internal/bootstrap/loader');
const { enterNameless, leaveNameless } = require('internal/async_hooks');

const { requests, handles, fail, takeEarly, takeSubmissions } = loader;

// engine/codec.py names the tags; from FIRST_OWN_TAG on they are bindings' own, and -1 is who is told that a batch is through.
const DONE = 0, DONE_BYTES = 1, EVENT = 2, EVENT_BYTES = 3;
const ownTags = new SafeMap();

// ---- out ----

const WRITES = 16, EARLY = 32, HELD = 64;  // flags of loop/loop.py

let held = false;  // whether what was done early has let immediates pass: a thread would not have done it sooner

let ids;  // of the raw ops: turn, flush, and end where the process outlives the isolate

// A binding whose writes of a turn cross in a form of their own (HTTP) says what they are: `[text, records, ...buffers]` or undefined.
let takeWrites = () => undefined;

// Resumes the loop; its answer.
function turn(timeToFirst, flags) {
  if (loader.hasEarly()) flags |= held ? EARLY | HELD : EARLY;
  const writes = takeWrites();
  if (writes !== undefined) {
    if (loader.hasSubmissions()) {
      loader.send(writes);
    } else {
      const args = [timeToFirst, flags | WRITES, ''];
      for (let i = 0; i < writes.length; i++) args[i + 3] = writes[i];
      return loader.crossTurn(ids.turn, args);
    }
  }
  return loader.crossTurn(ids.turn, takeSubmissions([timeToFirst, flags]));
}

// What is queued starts now.
const flush = () => loader.crossTurn(ids.flush, takeSubmissions([]));

function end() {
  if (ids.end !== undefined) loader.setLast(ids.end);
}

// ---- in ----

// An answer of the loop (see Crossing.answer in engine/crossing.py), as [entries, buffers]: the entries begin with the head, the buffers
// with their text; what is short has no text. A text that is empty comes before a traceback.
function read(answer) {
  if (typeof answer[0] === 'number') return [answer, answer];
  if (typeof answer !== 'string') return [answer[0] === '' ? undefined : JSONParse(answer[0]), answer];
  const end = StringPrototypeIndexOf(answer, '\n');
  if (end === -1) return [JSONParse(answer), answer];
  const text = StringPrototypeSlice(answer, 0, end);
  return [JSONParse(text), [text, StringPrototypeSlice(answer, end + 1)]];
}

let currentRequest, currentError, currentValue;
function settle() {
  const { callback, frame, scope } = currentRequest;
  setAsyncContext(frame);
  if (scope === undefined) enterNameless();
  else scope.enter();
  callback(currentError, currentValue);
  if (scope === undefined) leaveNameless();
  else scope.leave();
}

function finishRequest(run, id, error, value) {
  const request = requests.get(id);
  if (request === undefined) return;
  requests.delete(id);
  currentRequest = request;
  currentError = error === null ? null : fail(error);
  currentValue = value;
  run(settle);
  if (request.scope !== undefined) request.scope.destroy();
}

function settleEarly() {
  const { callback, frame, result } = currentRequest;
  setAsyncContext(frame);
  enterNameless();
  if (typeof result === 'object' && ArrayIsArray(result)) callback(fail(result), undefined);
  else callback(null, result);
  leaveNameless();
}

// Ends the requests that were done at once; in the poll phase.
function runEarly(run, immediates) {
  if (immediates && !held) return;
  held = false;
  const taken = takeEarly();
  for (let i = 0; i < taken.length; i++) {
    currentRequest = taken[i];
    run(settleEarly);
  }
}

let currentHandle, currentEvent, currentBytes;
function deliver() {
  const event = currentEvent;
  setAsyncContext(currentHandle.frame);
  enterNameless();
  if (currentBytes !== undefined) currentHandle.listener(event[2], currentBytes, event[4], event[5]);
  else currentHandle.listener(event[2], event[3], event[4], event[5], event[6]);
  leaveNameless();
}

function handleEvent(run, entry, bytes) {
  const handle = handles.get(entry[1]);
  if (handle === undefined) return;
  currentHandle = handle;
  currentEvent = entry;
  currentBytes = bytes;
  run(deliver);
}

function dispatch(entries, buffers, run) {
  if (typeof entries[1] === 'number') {
    if (entries.length === 3) finishRequest(run, entries[1], null, entries[2]);
    else handleEvent(run, entries, entries[3]);
  } else {
    dispatchAll(entries, buffers, run);
  }
  const last = ownTags.get(-1);
  if (last !== undefined) last(run);
}

function dispatchAll(entries, buffers, run) {
  for (let i = 1; i < entries.length; i++) {
    const entry = entries[i];
    switch (entry[0]) {
      case DONE: finishRequest(run, entry[1], entry[2], entry[3]); break;
      case DONE_BYTES: finishRequest(run, entry[1], null, buffers[entry[2] + 1]); break;
      case EVENT: handleEvent(run, entry, undefined); break;
      case EVENT_BYTES: handleEvent(run, entry, buffers[entry[3] + 1]); break;
      default: ownTags.get(entry[0])(entry, buffers, run);
    }
  }
}

const CLOSED = -1;
let closingHandle;
function tellClosed() {
  setAsyncContext(closingHandle.frame);
  enterNameless();
  closingHandle.listener(CLOSED);
  leaveNameless();
}

function runClosing(entries, run) {
  for (let i = 1; i < entries.length; i++) {
    const id = entries[i];
    const handle = handles.get(id);
    if (handle === undefined) continue;
    handles.delete(id);
    closingHandle = handle;
    run(tellClosed);
  }
}

module.exports = {
  dispatch, end, flush, ownTags, read, runClosing, runEarly, turn,
  letPass() { held = loader.hasEarly(); },
  set ids(given) { ids = given; },
  set takeWrites(take) { takeWrites = take; },
};
