'use strict';

// The parts of responses on direct connections, on their way to Python: one text, three numbers for each part, and buffers. The form is in
// bindings/http/protocol.py.
//
// A crossing costs about as much as the rest of a small response. So the parts of a turn leave together, when it ends. They leave earlier
// when the millisecond changes, so that no response waits for the handlers of others, and when they are so large that one crossing
// more does not matter.

const { ArrayPrototypeSlice, DateNow, Int32Array, StringPrototypeSlice, TypedArrayPrototypeSubarray } = primordials;

const crossing = require('bootstrap/crossing');
const { send } = require('internal/bootstrap/loader');
const { Part: { WITH_BUFFER } } = binding('http/server');

const MOST_PARTS = 1024;
const LONGEST_TEXT = 1 << 20;
const MOST_BUFFERS = 64;
const MOST_BUFFERED = 1 << 18;  // bytes: each is copied twice on its way, and more than this would leave the processor's cache between

const numbers = new Int32Array(3 * MOST_PARTS);  // `connection, length of the text, flags` of each part
let used = 0;
let text = '';
let buffers = [];
let buffered = 0;
let since = 0;  // the millisecond of the first part
let turns = 0;
let sends = 0;

// Takes all parts, in the form that bootstrap/crossing.js sends; undefined if there are none.
function take() {
  if (used === 0) return undefined;
  sends++;
  const writes = [text, TypedArrayPrototypeSubarray(numbers, 0, used)];
  for (let i = 0; i < buffers.length; i++) writes[i + 2] = buffers[i];
  text = '';
  used = 0;
  buffered = 0;
  if (buffers.length !== 0) buffers = [];
  return writes;
}

// Sends all parts now.
function flush() {
  if (used !== 0) send(take());
}

// After each callback of a batch.
function flushIfLate() {
  if (used !== 0 && DateNow() !== since) flush();
}

// Appends a part of a response on connection `id`. Parts of one connection in a row become one.
function queue(id, part, flags, buffer) {
  if (buffer === undefined && used !== 0 && numbers[used - 3] === id && (numbers[used - 1] === 0 || part === '')) {
    numbers[used - 2] += part.length;
    numbers[used - 1] |= flags;
    text += part;
  } else {
    if (used === 0) since = DateNow();
    numbers[used] = id;
    numbers[used + 1] = part.length;
    numbers[used + 2] = buffer === undefined ? flags : flags | WITH_BUFFER;
    used += 3;
    text += part;
    if (buffer !== undefined) {
      buffers[buffers.length] = buffer;
      buffered += buffer.length;
    }
  }
  if (used === numbers.length || buffers.length === MOST_BUFFERS || text.length > LONGEST_TEXT || buffered > MOST_BUFFERED) flush();
}

// What is queued now, for dropSince().
const mark = () => ({ sends, used, last: used === 0 ? 0 : numbers[used - 2], length: text.length, buffers: buffers.length });

// Drops the parts of connection `id` that were queued after the mark, unless they have left.
function dropSince(id, { sends: sent, used: from, last, length, buffers: first }) {
  if (sent !== sends) return;
  const begun = from === 0 ? 0 : numbers[from - 2] - last;  // of a part that was longer than at the mark
  let rest = StringPrototypeSlice(text, 0, length);
  let at = length + begun;
  if (begun !== 0) {
    if (numbers[from - 3] === id) numbers[from - 2] = last;
    else rest += StringPrototypeSlice(text, length, at);
  }
  const kept = ArrayPrototypeSlice(buffers, 0, first);
  let place = from, buffer = first;
  for (let i = from; i < used; i += 3) {
    const end = at + numbers[i + 1];
    const hasBuffer = (numbers[i + 2] & WITH_BUFFER) !== 0;
    if (numbers[i] !== id) {
      for (let j = 0; j < 3; j++) numbers[place + j] = numbers[i + j];
      place += 3;
      rest += StringPrototypeSlice(text, at, end);
      if (hasBuffer) kept[kept.length] = buffers[buffer];
    }
    if (hasBuffer) buffer++;
    at = end;
  }
  used = place;
  text = rest;
  buffers = kept;
}

// From now on each turn takes the parts with it.
function start() {
  crossing.takeWrites = () => {
    turns++;
    return take();
  };
}

// The number of the turn that is under way.
const currentTurn = () => turns;

module.exports = { currentTurn, dropSince, flush, flushIfLate, mark, queue, start };
