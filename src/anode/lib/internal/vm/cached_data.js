'use strict';

// The `cachedData` of scripts. It holds no compiled code, but what tells whether it belongs to a text and to this engine: magic, a
// hash of the engine's versions, the text's length and a hash of it (FNV-1a).

const { MathImul, StringPrototypeCharCodeAt } = primordials;

const MAGIC = 0x616e6f64;

function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = MathImul(value ^ StringPrototypeCharCodeAt(text, i), 0x01000193);
  return value >>> 0;
}

function produce(text) {
  const { Buffer } = require('buffer');
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(hash(`${process.versions.jsrun} ${process.versions.v8}`), 4);
  bytes.writeUInt32LE(text.length, 8);
  bytes.writeUInt32LE(hash(text), 12);
  return bytes;
}

function accepts(data, text) {
  const { Buffer } = require('buffer');
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return bytes.length === 16 && bytes.equals(produce(text));
}

module.exports = { accepts, produce };
