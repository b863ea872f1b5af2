'use strict';

// Where a long callback spent its time: samples of V8's profiler, which runs along.

const { ArrayPrototypeSort, JSONStringify, SafeMap } = primordials;

const INTERVAL = 1000;      // microseconds
const LONGEST_PROFILE = 30; // seconds, after which it begins anew: V8 keeps every sample
const MOST = 8;             // stacks
const DEPTH = 12;           // frames

let session;
let since = 0;

function start() {
  try {
    const { InternalSession } = require('internal/inspector/internal_session');
    session = new InternalSession();
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', { __proto__: null, interval: INTERVAL });
    session.post('Profiler.start');
  } catch {
    session = undefined;  // an engine without inspector: the trace goes without
  }
}

function stop() {
  session?.close();
  session = undefined;
}

// The stacks of the last `length` ms, most frequent first, as JSON: [samples, [place, ...]], the innermost place first; '' without samples.
function take(length) {
  if (session === undefined) return '';
  const { profile } = session.post('Profiler.stop');
  session.post('Profiler.start');
  return stacksOf(profile, length);
}

function stacksOf({ nodes, samples, timeDeltas, endTime, startTime }, length) {
  const byId = new SafeMap();
  for (let i = 0; i < nodes.length; i++) byId.set(nodes[i].id, nodes[i]);
  for (let i = 0; i < nodes.length; i++) {
    const { children = [], id } = nodes[i];
    for (let j = 0; j < children.length; j++) byId.get(children[j]).parent = id;
  }
  const counts = new SafeMap();
  let time = startTime;
  for (let i = 0; i < samples.length; i++) {
    time += timeDeltas[i];
    if (time >= endTime - length * 1000) counts.set(samples[i], (counts.get(samples[i]) ?? 0) + 1);
  }
  const found = [];
  const merged = new SafeMap();
  for (const { 0: id, 1: count } of counts) {
    const stack = stackOf(byId, id);
    if (stack.length === 0) continue;
    const key = JSONStringify(stack);  // deep recursion is the same once it is cut
    const known = merged.get(key);
    if (known === undefined) merged.set(key, found[found.length] = [count, stack]);
    else known[0] += count;
  }
  ArrayPrototypeSort(found, (one, other) => other[0] - one[0]);
  if (found.length > MOST) found.length = MOST;
  return found.length === 0 ? '' : JSONStringify(found);
}

function stackOf(byId, id) {
  const stack = [];
  for (let node = byId.get(id); node !== undefined && stack.length < DEPTH; node = byId.get(node.parent)) {
    const { functionName, lineNumber, url } = node.callFrame;
    if (url !== '') stack[stack.length] = `${functionName || '(anonymous)'} ${url}:${lineNumber + 1}`;
    else if (functionName === '(garbage collector)') stack[stack.length] = functionName;
  }
  return stack;
}

// Keeps V8 from collecting samples for ever.
function renew(now) {
  if (session === undefined || now - since < LONGEST_PROFILE * 1000) return;
  since = now;
  session.post('Profiler.stop');
  session.post('Profiler.start');
}

module.exports = { renew, start, stop, take };
