'use strict';

// Direct calls: a Python thread enters V8 while the loop sleeps, and calls `dispatch`; JavaScript calls Python through native functions.
// (interop/direct.py is the other half.)
//
// Numbers and the kinds of values lie in memory that both languages share; texts, bytes and JSON are V8 values beside it. Arguments are
// read before anything else runs, and a result is written after everything else has run: so calls may nest, and share the memory.

const {
  ArrayBuffer, ArrayIsArray, Float64Array, Int32Array, JSONParse, PromisePrototypeThen, RangeError, ReflectApply,
  StringPrototypeCharCodeAt, StringPrototypeToLowerCase, TypeError, Uint8Array,
} = primordials;

const engine = require('internal/engine');
const pump = require('bootstrap/pump');
const timers = require('internal/timers');
const { hasInlineResults, hasSubmissions } = require('internal/bootstrap/loader');
const { calls, numberOf, objectOf, pythonNumbers } = require('internal/interop/references');
const { Copied, Flat, List, Out, Pair, decode, encodeResult, isAsync, stringify } = require('internal/interop/values');
const { describeError } = require('internal/interop/errors');
const { pythonError } = require('internal/interop/python');
const { promiseOf } = require('internal/interop/python_values');
const { reply } = require('internal/interop/jobs');
const { recover } = require('internal/interop/recovery');
const { asObject, verbs } = require('internal/interop/verbs');

const host = binding('interop');
const { Flag: { IMMEDIATES } } = binding('loop');
const { Kind, Memory: { SIZE }, Real, Slot, Verb } = host;
const { AWAIT, CALL, GET, GET_NAMED, ITEM, START, START_ON } = Verb;
const { INT, FLOAT, TEXT, NULL, UNDEFINED, TRUE, FALSE, OBJECT, ARRAY, FUNCTION, PROMISE } = Kind;
const { PYTHON, BYTES, WIRE, LOST, MISSING, THROWN, LATER, RAISED, ASYNC, FLAT } = Kind;
const { MOST } = Slot;

const { types } = engine;
const memory = new ArrayBuffer(SIZE);
const ints = new Int32Array(memory);
const reals = new Float64Array(memory);

// By number.
const functions = [];
for (const name in Verb) functions[Verb[name]] = verbs[StringPrototypeToLowerCase(name)];
functions[Verb.APPLY] = verbs.call;
functions[Verb.BEFORE_EXIT] = verbs.beforeExit;

// ---- values ----

const asBuffer = (buffer) => {
  const { FastBuffer } = require('internal/buffer');
  return new FastBuffer(buffer, 0, buffer.byteLength);
};

// The argument or result with its kind at `kinds`, its value at `at` or `real`; `beside` holds V8 values.
function read(kind, at, real, beside) {
  switch (kind) {
    case INT: return ints[at];
    case FLOAT: return reals[real];
    case TEXT: return beside[ints[at]];
    case NULL: return null;
    case TRUE: return true;
    case FALSE: return false;
    case OBJECT: return objectOf(ints[at]);
    case BYTES: return asBuffer(beside[ints[at]]);
    case WIRE: {
      const buffers = [];
      const first = ints[at] + 1;
      for (let i = first; i < beside.length && typeof beside[i] === 'object'; i++) buffers[i - first] = new Uint8Array(beside[i]);
      return decode(JSONParse(beside[ints[at]]), buffers, 0);
    }
    default: return undefined;
  }
}

let bytesBeside;  // of the last WIRE

// Writes a value; what goes beside it, or undefined.
function write(value, kind, at, real) {
  switch (typeof value) {
    case 'number':
      if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
        ints[kind] = INT;
        ints[at] = value;
      } else {
        ints[kind] = FLOAT;
        reals[real] = value;
      }
      return undefined;
    case 'string':
      ints[kind] = TEXT;
      return value;
    case 'boolean':
      ints[kind] = value ? TRUE : FALSE;
      return undefined;
    case 'undefined':
      ints[kind] = UNDEFINED;
      return undefined;
    case 'function': {
      const python = pythonNumbers.get(value);
      ints[kind] = python !== undefined ? PYTHON : isAsync(value) ? ASYNC : FUNCTION;
      ints[at] = python === undefined ? numberOf(value) : python;
      return undefined;
    }
    case 'object':
      if (value === null) {
        ints[kind] = NULL;
        return undefined;
      }
      if (types.isUint8Array(value)) {
        ints[kind] = BYTES;
        return value;
      }
      if (types.isArrayBuffer(value)) {
        ints[kind] = BYTES;
        return new Uint8Array(value);
      }
      if (value instanceof Flat) {
        ints[kind] = FLAT;
        ints[at] = StringPrototypeCharCodeAt(value.format, 0);
        return value.bytes;
      }
      if (value instanceof Pair || value instanceof List || value instanceof Copied) break;
      if (pythonNumbers.has(value)) {
        ints[kind] = PYTHON;
        ints[at] = pythonNumbers.get(value);
        return undefined;
      }
      ints[kind] = types.isPromise(value) ? PROMISE : ArrayIsArray(value) || types.isTypedArray(value) ? ARRAY : OBJECT;
      ints[at] = numberOf(value);
      return undefined;
  }
  const out = new Out();
  const text = stringify(encodeResult(out, value));
  bytesBeside = out.bytes();
  ints[kind] = WIRE;
  ints[Slot.BESIDE] = bytesBeside === undefined ? 0 : 1;
  return text;
}

// ---- Python calls JavaScript ----

const names = [];  // of properties that Python has read: a number crosses sooner than a text
let result, failed;
let started;  // the number of the last call by START, or of the promise of AWAIT

function perform(verb, count, beside) {
  let value, state = 0;
  try {
    if (verb === CALL) {
      const target = read(ints[Slot.KINDS], Slot.VALUES, Real.VALUES, beside);
      switch (count) {
        case 1: value = target(); break;
        case 2: value = target(argument(1, beside)); break;
        case 3: value = target(argument(1, beside), argument(2, beside)); break;
        default: {
          const args = [];
          for (let i = 1; i < count; i++) args[i - 1] = argument(i, beside);
          value = ReflectApply(target, undefined, args);
        }
      }
    } else if (verb === START) {
      started = argument(0, beside);
      const target = argument(1, beside);
      const args = [];
      for (let i = 2; i < count; i++) args[i - 2] = argument(i, beside);
      value = ReflectApply(target, undefined, args);
    } else if (verb === GET || verb === GET_NAMED) {
      const target = argument(0, beside);
      const key = verb === GET ? argument(1, beside) : names[argument(1, beside)];
      value = asObject(target)[key];
      if (value === undefined && !(key in asObject(target))) state = MISSING;
    } else if (verb === ITEM) {
      const found = verbs.item(argument(0, beside), argument(1, beside));
      value = found.b;
      if (!found.a) state = MISSING;
    } else {
      const args = [];
      for (let i = 0; i < count; i++) args[i] = argument(i, beside);
      value = ReflectApply(functions[verb], undefined, args);
    }
    if (typeof value === 'object' && types.isPromise(value)) {
      PromisePrototypeThen(value, undefined, () => {});  // Python asks later how it ended, or does not care
    }
  } catch (error) {
    state = THROWN;
    value = error;
  }
  result = value;
  failed = state;
}

function argument(i, beside) {
  return read(ints[Slot.KINDS + i], Slot.VALUES + i, Real.VALUES + i, beside);
}

function answer(value, state) {
  ints[Slot.FAILED] = state;
  if (state !== THROWN) {
    try {
      return write(value, Slot.KIND, Slot.VALUE, Real.RESULT);
    } catch (error) {
      value = error;
      ints[Slot.FAILED] = THROWN;
    }
  }
  const { text, data } = describeError(value);
  bytesBeside = data;
  ints[Slot.KIND] = WIRE;
  ints[Slot.BESIDE] = data === undefined ? 0 : 1;
  return text;
}

let beside;
// The result is taken before ticks and microtasks run: they may call Python, and that JavaScript.
let kept, keptState;
let draining = false;  // ticks and microtasks run after a call
function outermost() {
  perform(ints[Slot.VERB], ints[Slot.COUNT], beside);
  kept = result;
  keptState = failed;
  result = beside = undefined;
  draining = true;
}

// Never throws, but for a stack overflow at its very entry and a termination.
function dispatch(...given) {
  if (ints[Slot.NESTED] !== 0) {
    // A function of Python's that JavaScript has called calls JavaScript: no ticks run in between.
    perform(ints[Slot.VERB], ints[Slot.COUNT], given);
    return answer(result, failed);
  }
  calling = 0;
  beside = given;
  engine.setAsyncContext(undefined);
  const verb = ints[Slot.VERB];
  pump.run(outermost);
  draining = false;
  if ((verb === START || verb === START_ON || verb === AWAIT) && keptState === 0 && types.isPromise(kept)) whenSettled(kept, started);
  const waits = hasSubmissions() || hasInlineResults() || (timers.flags() & IMMEDIATES) !== 0 || engine.hasMoreWork();
  ints[Slot.WAKE] = waits ? 1 : 0;
  reals[Real.TIMER] = timers.timeToFirst();
  const value = kept, state = keptState;
  kept = undefined;
  return answer(value, state);
}

// ---- promises ----

// Leaves the value, or its error; or the promise, whose outcome follows in a reply if the call has a number.
function whenSettled(promise, number) {
  const { 0: state, 1: value } = engine.getPromiseDetails(promise);
  if (state === 0) {
    keptState = LATER;
    if (number === 0) kept = undefined;
    else reply(promise, number);
    return;
  }
  if (state === 2) keptState = THROWN;
  kept = value;
}

verbs.name = (name) => {
  names[names.length] = name;
  return names.length - 1;
};
verbs.start_on = (number, f, self, args) => {
  started = number;
  return ReflectApply(f, self, args);
};
verbs.await = (promise, number) => {
  started = number;
  return promise;
};
verbs.bytes_beside = () => bytesBeside;
verbs.state = (promise) => {
  const { 0: state, 1: value } = engine.getPromiseDetails(promise);
  if (state === 2) throw value;
  return new Pair(state === 1, state === 1 ? value : undefined);
};
// A call was terminated.
verbs.recover = () => {
  recover(draining);
  draining = false;
};
for (const name of ['BYTES_BESIDE', 'STATE', 'RECOVER', 'START_ON', 'AWAIT', 'NAME']) {
  functions[Verb[name]] = verbs[StringPrototypeToLowerCase(name)];
}

// ---- JavaScript calls Python ----

let natives;       // one for each level of nesting: see Callbacks in interop/direct.py
let calling = 0;   // the level

function addLevels() {
  const frame = engine.getAsyncContext();
  host.more_natives();
  const more = engine.getAsyncContext();
  engine.setAsyncContext(frame);
  for (let i = 0; i < more.length; i++) natives[natives.length] = more[i];
  return more.length !== 0;
}

function callPython(number, args) {
  if (calling >= natives.length && !addLevels()) throw new RangeError('Python and JavaScript call each other too deeply');
  const count = args.length <= MOST ? args.length : -1;
  const given = [];
  let used = 0;
  if (count === -1) {
    const out = new Out();
    const wire = [];
    for (let i = 0; i < args.length; i++) wire[i] = out.encode(args[i]);
    given[0] = stringify(['a', wire]);
    if (out.bytes() !== undefined) given[1] = out.bytes();
  }
  for (let i = 0; i < count; i++) {
    const value = write(args[i], Slot.CALL_KINDS + i, Slot.CALL_VALUES + i, Real.CALL_VALUES + i);
    if (value !== undefined) {
      ints[Slot.CALL_VALUES + i] = used;
      given[used++] = value;
    }
  }
  ints[Slot.FUNCTION] = number;
  ints[Slot.CALL_COUNT] = count;
  ints[Slot.CALL_KIND] = LOST;
  const native = natives[calling++];
  let value;
  try {
    value = used === 0 && count !== -1 ? native() : ReflectApply(native, undefined, given);
  } finally {
    calling--;
  }
  const kind = ints[Slot.CALL_KIND];
  switch (kind) {
    case TEXT: return value;
    case BYTES: return asBuffer(value);
    case WIRE: return decode(JSONParse(value), callBuffers(), 0);
    case RAISED: throw pythonError(JSONParse(value));
    case THROWN: throw decode(JSONParse(value), callBuffers(), 0);
    case LATER: return promiseOf(ints[Slot.CALL_VALUE]);
    case LOST: throw new TypeError('The Python function was interrupted before it began');
    default: return read(kind, Slot.CALL_VALUE, Real.CALL_RESULT, []);
  }
}

function callBuffers() {
  if (ints[Slot.BESIDE] === 0) return [];
  return require('internal/interop/python').received(JSONParse(host.beside_lengths()));
}

// ---- the start ----

// Connects with Python, where V8's functions are to be had; whether they are.
function connect() {
  const before = engine.getAsyncContext();
  if (host.guard()) {
    pump.guard = engine.getAsyncContext();
    pump.onTerminated = recover;
  }
  engine.setAsyncContext(before);
  if (!host.natives()) return false;
  const frame = engine.getAsyncContext();
  const { 0: sleep, 1: meet, 2: list } = frame;
  engine.setAsyncContext(undefined);
  natives = list;
  calls.python = callPython;
  meet(dispatch, memory);
  pump.sleep = sleep;
  return true;
}

module.exports = { connect };
