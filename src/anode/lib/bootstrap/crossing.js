'use strict';

// The JavaScript half of loop/crossing.py: submissions go to the loop with a turn; finished requests, events of handles and closed handles
// come back. Each of these is one callback. The pump's `run` calls it, in the async context in which the request or the handle was made.

const { ArrayIsArray, JSONParse, SafeMap, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const { setAsyncContext } = require('internal/engine');
const loader = require('internal/bootstrap/loader');
const { enterNameless, leaveNameless } = require('internal/async_hooks');

const { requests, handles, fail, takeInlineResults, takeSubmissions } = loader;

const {
  Tag: { DONE, DONE_BYTES, EVENT, EVENT_BYTES, INSPECT },
  Flag: { WRITES, INLINE_RESULTS, INLINE_RESULTS_DUE },
  HandleEvent: { CLOSED },
} = binding('loop');

// The bindings' own tags, from Tag.FIRST_OWN on, with the functions that take their entries. Under -1: the function that is called after a
// batch.
const ownTags = new SafeMap();

// ---- out ----

let inlineResultsDue = false;  // the check phase has come and gone since they were made

let ids;  // the numbers of the raw ops turn and flush, and of end where the process outlives the isolate

// The HTTP binding sets it: returns the writes of the turn as `[text, records, ...buffers]`, or undefined.
let takeWrites = () => undefined;

// Resumes the loop and returns its answer.
function turn(timeToFirst, flags) {
  if (loader.hasInlineResults()) flags |= inlineResultsDue ? INLINE_RESULTS | INLINE_RESULTS_DUE : INLINE_RESULTS;
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

// Starts the queued requests before the turn ends.
const flush = () => loader.crossTurn(ids.flush, takeSubmissions([]));

function end() {
  if (ids.end !== undefined) loader.setLast(ids.end);
}

// ---- in ----

// What is under way, and how far it has come: where Python is the host, a callback can be terminated, and `resume` runs the rest.
let inline = [], inlineAt = 0;
let batch = [], batchBuffers, batchAt = 0;
let closing = [], closingAt = 0;

// An answer of the loop (Crossing.answer in loop/crossing.py) as [entries, buffers]. The entries begin with the head, the buffers with the
// text of the entries (short forms have none). An empty text comes before a Python traceback.
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

function settleInline() {
  const { callback, frame, result } = currentRequest;
  setAsyncContext(frame);
  enterNameless();
  if (typeof result === 'object' && ArrayIsArray(result)) callback(fail(result), undefined);
  else callback(null, result);
  leaveNameless();
}

// Calls back the requests that ran on this thread; in the poll phase.
function runInlineResults(run, immediatesWait) {
  if (immediatesWait && !inlineResultsDue) return;
  inlineResultsDue = false;
  inline = takeInlineResults();
  inlineAt = 0;
  settleAllInline(run);
}

function settleAllInline(run) {
  while (inlineAt < inline.length) {
    currentRequest = inline[inlineAt++];
    run(settleInline);
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
  batch = entries;
  batchBuffers = buffers;
  batchAt = 1;
  dispatchRest(run);
}

function dispatchRest(run) {
  const entries = batch, buffers = batchBuffers;
  while (batchAt < entries.length) {
    const entry = entries[batchAt++];
    switch (entry[0]) {
      case DONE: finishRequest(run, entry[1], entry[2], entry[3]); break;
      case DONE_BYTES: finishRequest(run, entry[1], null, buffers[entry[2] + 1]); break;
      case EVENT: handleEvent(run, entry, undefined); break;
      case EVENT_BYTES: handleEvent(run, entry, buffers[entry[3] + 1]); break;
      case INSPECT: require('internal/inspector/agent').start(); break;
      default: ownTags.get(entry[0])(entry, buffers, run);
    }
  }
}

let closingHandle;
function tellClosed() {
  setAsyncContext(closingHandle.frame);
  enterNameless();
  closingHandle.listener(CLOSED);
  leaveNameless();
}

function runClosing(entries, run) {
  closing = entries;
  closingAt = 1;
  closeRest(run);
}

function closeRest(run) {
  while (closingAt < closing.length) {
    const id = closing[closingAt++];
    const handle = handles.get(id);
    if (handle === undefined) continue;
    handles.delete(id);
    closingHandle = handle;
    run(tellClosed);
  }
}

// Runs what a terminated callback has left.
function resume(run) {
  settleAllInline(run);
  dispatchRest(run);
  ownTags.get(-1)?.(run);
  closeRest(run);
}

module.exports = {
  dispatch, end, flush, ownTags, read, resume, runClosing, runInlineResults, turn,
  markInlineResultsDue() { inlineResultsDue = loader.hasInlineResults(); },
  set ids(given) { ids = given; },
  set takeWrites(take) { takeWrites = take; },
};
