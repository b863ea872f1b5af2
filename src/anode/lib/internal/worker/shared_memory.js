'use strict';

// What several isolates can have at once: the memory of a SharedArrayBuffer or of a WebAssembly.Memory, and a WebAssembly.Module. V8's own
// functions hand it over (engine/v8/shared_memory.py). A part is a SharedArrayBuffer or a Module here; a Memory is a text and its buffer.

const { actions, has, native } = require('internal/vm/native');

const FEATURE = 'shared-memory';
const MODULE = 1, MEMORY = 2;

const call = (...args) => native(FEATURE, 'SharedArrayBuffer')(...new primordials.SafeArrayIterator(args));
const kindOf = (object) => (has(FEATURE) ? call(actions.KIND, object) : 0);

module.exports = {
  isAvailable: () => has(FEATURE),
  isModule: (object) => kindOf(object) === MODULE,
  isMemory: (object) => kindOf(object) === MEMORY,
  // Another object for the same part.
  copy: (part) => call(actions.COPY, part),
  // The number of a part that is sent, and the part that has come under a number.
  send: (part) => call(actions.PUT, part),
  receive: (number) => call(actions.GET, number),
  // [text, buffer], or undefined for a Memory that is not shared.
  takeApart: (memory) => call(actions.TAKE_APART, memory),
  putTogether: (text, buffer) => call(actions.PUT_TOGETHER, text, buffer),
};
