'use strict';

// A message as the bytes that go to another isolate, and back. Plain data is its own bytes alone. With ports, references to data of ours
// or
// shared memory it is a zero byte and a serialized object: ports as their mailboxes' numbers, the data, shared memory as its number among
// threads.

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, StringPrototypeSplit, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;

const engine = require('internal/engine');
const { kClone, kDeserialize } = require('internal/worker/js_transferable');

const writeReference = (reference) => {
  const { data, deserializeInfo } = reference[kClone]();
  return { data, info: deserializeInfo };
};

function readReference({ data, info }) {
  const { 0: id, 1: name } = StringPrototypeSplit(info, ':');
  return require(id)[name][kDeserialize](data);
}

// Shared memory crosses as its number.
const describeBytes = (bytes) => (bytes.written === undefined ? bytes :
  { written: bytes.written, shared: ArrayPrototypeMap(bytes.shared, require('internal/worker/shared_memory').send) });

function restoreBytes(bytes) {
  if (bytes.written === undefined) return bytes;
  return {
    __proto__: null, written: bytes.written,
    shared: ArrayPrototypeMap(bytes.shared, require('internal/worker/shared_memory').receive),
  };
}

/** { frame, ends }: `ends` are the mailboxes of its ports as a list in a string, undefined where there are none. */
function encode({ bytes, ports, references }) {
  if (ports.length === 0 && references.length === 0 && bytes.written === undefined) {
    return { __proto__: null, frame: bytes, ends: undefined };
  }
  const ends = ArrayPrototypeMap(ports, (endpoint) => endpoint.leave());
  const body = engine.serialize({ bytes: describeBytes(bytes), ends, references: ArrayPrototypeMap(references, writeReference) });
  const frame = new Uint8Array(body.length + 1);
  TypedArrayPrototypeSet(frame, body, 1);
  return { __proto__: null, frame, ends: ends.length === 0 ? undefined : ArrayPrototypeJoin(ends, ',') };
}

function decode(frame, arrive) {
  if (frame[0] !== 0) return { __proto__: null, bytes: frame, ports: [], references: [] };
  const { bytes, ends, references } = engine.deserialize(TypedArrayPrototypeSubarray(frame, 1));
  return {
    __proto__: null, bytes: restoreBytes(bytes), ports: ArrayPrototypeMap(ends, arrive),
    references: ArrayPrototypeMap(references, readReference),
  };
}

module.exports = { decode, encode };
