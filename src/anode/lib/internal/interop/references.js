'use strict';

// The objects that one side has of the other, by number.
//
// `objects` keeps a JavaScript object for as long as Python has a proxy of it. The object that stands for a Python object (a function, an
// iterator, an error) is kept by the program alone: when V8 collects it, Python is told.

const {
  JSONParse, ObjectDefineProperty, SafeFinalizationRegistry, SafeMap, SafeWeakMap, SafeWeakRef, TypeError,
} = primordials;

const engine = require('internal/engine');
const host = binding('interop');

// ---- JavaScript's objects ----

const objects = new SafeMap();       // number -> { object, count }
const numbers = new SafeWeakMap();   // object -> number
let lastNumber = 0;

function numberOf(object) {
  let number = numbers.get(object);
  let entry = number === undefined ? undefined : objects.get(number);
  if (entry === undefined) {
    number = ++lastNumber;
    numbers.set(object, number);
    objects.set(number, entry = { __proto__: null, object, count: 0 });
  }
  entry.count++;
  return number;
}

function objectOf(number) {
  const entry = objects.get(number);
  if (entry === undefined) throw new TypeError('This JavaScript object has been collected, with the Python object that held it');
  return entry.object;
}

function release(gone) {
  for (let i = 0; i < gone.length; i++) {
    const { 0: number, 1: count } = gone[i];
    const entry = objects.get(number);
    if (entry !== undefined && (entry.count -= count) <= 0) objects.delete(number);
  }
}

// ---- Python's objects ----

// How functions are called: set by python.js, or by direct.js.
const calls = { __proto__: null, python: undefined };

const holders = new SafeMap();       // number -> { holder: weak reference to the object made for it, received: how often it has crossed }
const pythonNumbers = new SafeWeakMap();
const standIns = new SafeWeakMap();

const dropped = new SafeFinalizationRegistry((number) => {
  const entry = holders.get(number);
  if (entry !== undefined && entry.holder.deref() === undefined) {
    holders.delete(number);
    host.release(number, entry.received);
  }
});

function hold(holder, number, received) {
  holders.set(number, { __proto__: null, holder: new SafeWeakRef(holder), received });
  dropped.register(holder, number);
}

function pythonFunction(number, name) {
  const entry = holders.get(number);
  let received = 1;
  if (entry !== undefined) {
    received = ++entry.received;
    const known = entry.holder.deref();
    if (known !== undefined) return known;
  }
  const made = function(...args) { return calls.python(number, args); };
  ObjectDefineProperty(made, 'name', { __proto__: null, value: name, configurable: true });
  pythonNumbers.set(made, number);
  hold(made, number, received);
  return made;
}

// The object that stands for a Python object, made once for the function that it goes through.
function known(wire, make) {
  const through = pythonFunction(wire[1], wire[2]);
  let made = standIns.get(through);
  if (made === undefined) {
    made = make(through, wire[2], wire[3]);
    standIns.set(through, made);
    pythonNumbers.set(made, wire[1]);
  }
  return made;
}

// ---- Python's exceptions ----

const exceptions = new SafeWeakMap();  // error -> the number of the Python exception that it stands for
const passing = new SafeWeakMap();     // thrown object -> the number of the JSError that a Python function has raised for it

function standFor(error, number) {
  exceptions.set(error, number);
  hold(error, number, 1);
}

function holdFor(thrown, number) {
  if (typeof thrown !== 'object' && typeof thrown !== 'function') return thrown;
  if (passing.get(thrown) !== number) {
    passing.set(thrown, number);
    hold(thrown, number, 1);
  }
  return thrown;
}

// The number of the JSError that goes on with this object, once.
function takePassing(thrown) {
  const number = passing.get(thrown);
  if (number !== undefined) {
    passing.delete(thrown);
    holders.delete(number);
  }
  return number;
}

// ---- cycles across both languages (interop/lifetimes/cycles.py) ----

// Python objects that only JavaScript has, as nodes: each has an edge to the nodes that its object refers to, and to the objects
// of JavaScript whose proxies it has. The object that stands for an exported one leads to its node (an ephemeron).
let edges = new SafeWeakMap();
let weakened = [];  // [number, weak reference to the object]
let watched = [];   // numbers of Python objects

// Leaves the array in the cell that alone keeps the objects of these proxies.
function weaken(text) {
  const { nodes, exported, proxies } = JSONParse(text);
  const made = [];
  const kept = [];
  for (let i = 0; i < nodes.length; i++) made[i] = [];
  for (let i = 0; i < proxies.length; i++) {
    const { 0: number, 1: node } = proxies[i];
    const entry = objects.get(number);
    if (entry === undefined) continue;
    const { object } = entry;
    entry.object = undefined;
    weakened[weakened.length] = [number, new SafeWeakRef(object)];
    kept[kept.length] = made[node] = object;
  }
  for (let i = 0; i < nodes.length; i++) {
    const targets = nodes[i];
    for (let j = 0; j < targets.length; j++) made[i][j] = made[targets[j]];
  }
  const roots = [];  // numbers that JavaScript does not know yet
  for (let i = 0; i < exported.length; i++) {
    const { 0: number, 1: node } = exported[i];
    const entry = holders.get(number);
    const holder = entry?.holder.deref();
    if (holder !== undefined) {
      const more = edges.get(holder);  // one object may stand for several
      if (more === undefined) edges.set(holder, [made[node]]);
      else more[more.length] = made[node];
    } else if (entry === undefined) {
      roots[roots.length] = made[node];
    }
    watched[i] = number;
  }
  edges.roots = roots;
  engine.setAsyncContext(kept);
}

// After a collection: the Python objects that are gone, as [number, how often they had crossed, …].
function restore() {
  for (let i = 0; i < weakened.length; i++) {
    const { 0: number, 1: weak } = weakened[i];
    const object = weak.deref();
    if (object === undefined) objects.delete(number);
    else objects.get(number).object = object;
  }
  const gone = [];
  for (let i = 0; i < watched.length; i++) {
    const number = watched[i];
    const entry = holders.get(number);
    if (entry !== undefined && entry.holder.deref() === undefined) {
      holders.delete(number);
      gone[gone.length] = number;
      gone[gone.length] = entry.received;
    }
  }
  edges = new SafeWeakMap();
  weakened = [];
  watched = [];
  return gone;
}

// The numbers among these that JavaScript has no object for.
function unknown(text) {
  const given = JSONParse(text);
  const found = [];
  for (let i = 0; i < given.length; i++) {
    if (!holders.has(given[i])) found[found.length] = given[i];
  }
  return found;
}

module.exports = {
  calls, exceptions, holdFor, known, numberOf, objectOf, pythonFunction, pythonNumbers, release, restore, standFor, takePassing, unknown,
  weaken,
};
