'use strict';

// Runs bytes.wat: its code, assembled, and its memory, through which long data passes in chunks. Copying data in takes less time than the
// engine's own search takes for a tenth of it.

const {
  TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint16Array, Uint8Array, Uint8ArrayFromBase64, WebAssemblyExports,
} = primordials;

const { deserialize, serialize } = require('internal/engine');

// `python -m tests.assemble` writes this.
const CODE =
  'AGFzbQEAAAABEAJgBH9/f38Bf2ADf39/AX8DAwIAAQUDAQADBxoDBm1lbW9yeQIABGZpbmQAAAZlbmNvZGUAAQqXBgKEAwICewZ/IABBAWshBiACIABrIQdBAC0AAP0PIQ' +
  'QgBi0AAP0PIQVB1aoBQf//AyADGyEKAkADQAJAA0AgAUE/aiAHSg0BIAH9AAQAIAT9IyABIAZq/QAEACAF/SP9TiAB/QAEECAE/SMgASAGav0ABBAgBf0j/U79UCAB/QAE' +
  'ICAE/SMgASAGav0ABCAgBf0j/U4gAf0ABDAgBP0jIAEgBmr9AAQwIAX9I/1O/VD9UP1TDQEgAUHAAGohAQwACwsgAUEPaiAHSg0BIAogAf0ABAAgBP0jIAEgBmr9AAQAIA' +
  'X9I/1O/WRxIQgCQANAIAhFDQEgASAIaGohCSAIIAhBAWtxIQhBASELA0AgCyAGTgRAIAkPCyALLQAAIAkgC2otAABHDQEgC0EBaiELDAALCwsgAUEQaiEBDAALCwJAA0Ag' +
  'ASAHSg0BQQAhCwJAA0AgCy0AACABIAtqLQAARw0BIAtBAWohCyALIABIDQAgAQ8LCyABQQJBASADG2ohAQwACwtBfwuOAwIBewJ/AkADQCAAQRBqIAFMBEAgAP0ABAAhAy' +
  'ADQYD/A/0Q/U79U0UEQCACIAMgA/1m/R0ANwMAIABBEGohACACQQhqIQIMAgsLIAAgAU4NAQNAIAAvAQAhBCAAQQJqIQAgBEGAAUkEQCACIAQ6AAAgAkEBaiECDAILIARB' +
  'gBBJBEAgAkHAgQIgBEEGdnIgBEE/cUEIdHI7AQAgAkECaiECBSAEQYDwA3FBgLADRgRAQQAhBSAEQYC4A0kgACABSHEEQCAALwEAIQULIAVBgPgDcUGAuANGBEAgAEECai' +
  'EAQYCABCAEQf8HcUEKdCAFQf8HcXJqIQQgAkHwASAEQRJ2cjoAACACQYABIARBDHZBP3FyOgABIAJBgAEgBEEGdkE/cXI6AAIgAkGAASAEQT9xcjoAAyACQQRqIQIgACAB' +
  'SA0DDAQFQf3/AyEECwsgAkHggQIgBEEMdnIgBEEGdkE/cUEIdHI7AQAgAkGAASAEQT9xcjoAAiACQQNqIQILIAAgAUgNAAsMAAsLIAIL';

const VERSION = 15;  // of the engine's serialisation format: the engine reads every version up to its own
const CHUNK = 65536;
const CHUNK_AT = 1024;
const UTF8_AT = 69632;
const MOST_NEEDLE = 256;

let memory;
let findIn;
let encode;

function load() {
  const exports = WebAssemblyExports(Uint8ArrayFromBase64(CODE)) ?? require('internal/buffer/plain_bytes').make();
  memory = new Uint8Array(exports.memory.buffer);
  findIn = exports.find;
  encode = exports.encode;
}

const part = (bytes, from, to) =>
  from === 0 && to === bytes.length ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from);

/** Returns the first place of `needle` (1 to MOST_NEEDLE bytes) in `hay`, from `start` on and at a multiple of `step` (1 or 2), or -1. */
function find(hay, needle, start, step) {
  if (memory === undefined) load();
  TypedArrayPrototypeSet(memory, needle, 0);
  return search(hay, needle.length, start, step);
}

/** The same for one byte. */
function findByte(hay, byte, start) {
  if (memory === undefined) load();
  memory[0] = byte;
  return search(hay, 1, start, 1);
}

// The needle, of `size` bytes, is in the memory already.
function search(hay, size, start, step) {
  // Chunks overlap, for a needle across their ends. All chunks begin at an even offset.
  const overlap = (size & ~1);
  for (let at = start; hay.length - at >= size;) {
    const end = hay.length - at > CHUNK ? at + CHUNK : hay.length;
    TypedArrayPrototypeSet(memory, part(hay, at, end), CHUNK_AT);
    const found = findIn(size, CHUNK_AT, CHUNK_AT + end - at, step - 1);
    if (found !== -1) return at + found - CHUNK_AT;
    if (end === hay.length) break;
    at = end - overlap;
  }
  return -1;
}

/**
 * The code units of a string: in a Uint8Array where all are below 256, otherwise in a Uint16Array. The engine's serialiser copies them
 * faster than anything else; it writes 0xff, its version, padding, '"' or 'c', the length in bytes as a varint, and the units.
 */
function unitsOf(string) {
  const data = serialize(string);
  let at = 2;
  while (data[at] === 0) at++;
  const narrow = data[at++] === 0x22;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = data[at++];
    size |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return narrow ? new Uint8Array(data.buffer, at, size) : new Uint16Array(data.buffer, at, size / 2);
}

/** Makes a string of `size` bytes of UTF-16 in `buf`, from `start` on: the inverse of `unitsOf`. */
function stringOf(buf, start, size) {
  const data = new Uint8Array(size + 10);
  data[0] = 0xff;
  data[1] = VERSION;
  let at = 2;
  const sizeLength = size < 0x80 ? 1 : size < 0x4000 ? 2 : size < 0x200000 ? 3 : size < 0x10000000 ? 4 : 5;
  if ((at + 1 + sizeLength) % 2 !== 0) at++;  // the units begin at an even offset, after padding
  data[at++] = 0x63;
  for (let rest = size, i = sizeLength; i > 0; i--, rest >>>= 7) data[at++] = i > 1 ? (rest & 0x7f) | 0x80 : rest;
  TypedArrayPrototypeSet(data, new Uint8Array(buf.buffer, buf.byteOffset + start, size), at);
  return deserialize(TypedArrayPrototypeSubarray(data, 0, at + size));
}

/** Writes the UTF-8 of UTF-16 units into bytes, which has room. */
function encodeUnits(units, bytes) {
  if (memory === undefined) load();
  const source = new Uint8Array(units.buffer, units.byteOffset, units.length * 2);
  let to = 0;
  for (let at = 0; at < source.length;) {
    let end = source.length - at > CHUNK ? at + CHUNK : source.length;
    if (end < source.length && (units[end / 2 - 1] & 0xfc00) === 0xd800) end -= 2;  // a surrogate pair stays together
    TypedArrayPrototypeSet(memory, TypedArrayPrototypeSubarray(source, at, end), CHUNK_AT);
    const filled = encode(CHUNK_AT, CHUNK_AT + end - at, UTF8_AT);
    TypedArrayPrototypeSet(bytes, TypedArrayPrototypeSubarray(memory, UTF8_AT, filled), to);
    to += filled - UTF8_AT;
    at = end;
  }
}

module.exports = { MOST_NEEDLE, encodeUnits, find, findByte, stringOf, unitsOf };
