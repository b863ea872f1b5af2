'use strict';

// A message as the bytes that go to another isolate, and back. Plain data is its own bytes alone. With ports, references to data of ours,
// shared memory or modules it is a zero byte and a serialized object: ports as their mailboxes' numbers, the data, and the numbers of the
// parts that are shared.

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

const shared = () => require('internal/worker/shared_memory');
const list = (numbers) => (numbers === undefined || numbers.length === 0 ? undefined : ArrayPrototypeJoin(numbers, ','));

/** { frame, ends, parts }: the mailboxes of its ports and the numbers of its parts as lists in strings, undefined where there are none. */
function encode({ bytes, ports, references }) {
  if (ports.length === 0 && references.length === 0 && bytes.written === undefined) {
    return { __proto__: null, frame: bytes, ends: undefined, parts: undefined };
  }
  const ends = ArrayPrototypeMap(ports, (endpoint) => endpoint.leave());
  const parts = bytes.written === undefined ? undefined : ArrayPrototypeMap(bytes.shared, (part) => shared().send(part));
  const body = engine.serialize({ bytes: bytes.written ?? bytes, parts, ends, references: ArrayPrototypeMap(references, writeReference) });
  const frame = new Uint8Array(body.length + 1);
  TypedArrayPrototypeSet(frame, body, 1);
  return { __proto__: null, frame, ends: list(ends), parts: list(parts) };
}

function decode(frame, arrive) {
  if (frame[0] !== 0) return { __proto__: null, bytes: frame, ports: [], references: [] };
  const { bytes, parts, ends, references } = engine.deserialize(TypedArrayPrototypeSubarray(frame, 1));
  return {
    __proto__: null,
    bytes: parts === undefined ? bytes :
      { __proto__: null, written: bytes, shared: ArrayPrototypeMap(parts, (number) => shared().receive(number)) },
    ports: ArrayPrototypeMap(ends, arrive),
    references: ArrayPrototypeMap(references, readReference),
  };
}

module.exports = { decode, encode };
