'use strict';

// MD5, SHA-1 and SHA-256 of short input in JavaScript: up to 512 bytes, a call into Python takes longer than the hash itself. RFC 1321,
// RFC 3174, RFC 6234. The caller fills `bytes`; `out` holds the result until the next call.

const { Int32Array, MathAbs, MathFloor, MathSin, StringPrototypeCharCodeAt, TypedArrayPrototypeSet, Uint8Array } = primordials;

const LONGEST = 512;
const bytes = new Uint8Array(LONGEST + 128);
const out = new Uint8Array(32);
const words = new Int32Array(80);
const state = new Int32Array(8);

// Writes text as UTF-8 at `at`. Returns the position behind it, or -1 if it does not fit.
function addText(text, at) {
  const { length } = text;
  for (let i = 0; i < length; i++) {
    if (at > LONGEST) return -1;
    let c = StringPrototypeCharCodeAt(text, i);
    if (c < 0x80) {
      bytes[at++] = c;
      continue;
    }
    if (c >= 0xd800 && c < 0xe000) {
      const low = c < 0xdc00 && i + 1 < length ? StringPrototypeCharCodeAt(text, i + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
        i++;
      } else {
        c = 0xfffd;
      }
    }
    if (c < 0x800) {
      bytes[at++] = 0xc0 | (c >> 6);
    } else {
      if (c < 0x10000) {
        bytes[at++] = 0xe0 | (c >> 12);
      } else {
        bytes[at++] = 0xf0 | (c >> 18);
        bytes[at++] = 0x80 | ((c >> 12) & 63);
      }
      bytes[at++] = 0x80 | ((c >> 6) & 63);
    }
    bytes[at++] = 0x80 | (c & 63);
  }
  return at > LONGEST ? -1 : at;
}

// Appends a one bit, zeros, and the number of bits as a 64-bit integer (16 bits of which suffice here). Returns the padded length.
function pad(length, big) {
  bytes[length] = 0x80;
  const end = (length + 72) & ~63;
  for (let i = length + 1; i < end; i++) bytes[i] = 0;
  const bits = length << 3;
  bytes[big ? end - 1 : end - 8] = bits & 255;
  bytes[big ? end - 2 : end - 7] = bits >> 8;
  return end;
}

function load(at) {
  for (let i = 0; i < 16; i++, at += 4) words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

function store(count) {
  for (let i = 0, at = 0; i < count; i++) {
    const word = state[i];
    out[at++] = word >>> 24;
    out[at++] = word >>> 16;
    out[at++] = word >>> 8;
    out[at++] = word;
  }
}

function sha1(length) {
  let h0 = 0x67452301, h1 = 0xefcdab89 | 0, h2 = 0x98badcfe | 0, h3 = 0x10325476, h4 = 0xc3d2e1f0 | 0;
  const end = pad(length, true);
  for (let at = 0; at < end; at += 64) {
    load(at);
    for (let i = 16; i < 80; i++) {
      const w = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
      words[i] = (w << 1) | (w >>> 31);
    }
    let a = h0, b = h1, c = h2, d = h3, e = h4;
    // Five steps at a time: the variables change roles instead of being moved.
    for (let i = 0; i < 20; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + words[i] + 0x5a827999) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (c ^ (a & (b ^ c))) + words[i + 1] + 0x5a827999) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (b ^ (e & (a ^ b))) + words[i + 2] + 0x5a827999) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (a ^ (d & (e ^ a))) + words[i + 3] + 0x5a827999) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (e ^ (c & (d ^ e))) + words[i + 4] + 0x5a827999) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (let i = 20; i < 40; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + words[i] + 0x6ed9eba1) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + words[i + 1] + 0x6ed9eba1) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + words[i + 2] + 0x6ed9eba1) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + words[i + 3] + 0x6ed9eba1) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + words[i + 4] + 0x6ed9eba1) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (let i = 40; i < 60; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + words[i] - 0x70e44324) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + ((a & b) | (c & (a | b))) + words[i + 1] - 0x70e44324) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + ((e & a) | (b & (e | a))) + words[i + 2] - 0x70e44324) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + ((d & e) | (a & (d | e))) + words[i + 3] - 0x70e44324) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + ((c & d) | (e & (c | d))) + words[i + 4] - 0x70e44324) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (let i = 60; i < 80; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + words[i] - 0x359d3e2a) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + words[i + 1] - 0x359d3e2a) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + words[i + 2] - 0x359d3e2a) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + words[i + 3] - 0x359d3e2a) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + words[i + 4] - 0x359d3e2a) | 0;
      c = (c << 30) | (c >>> 2);
    }
    h0 = (h0 + a) | 0;
    h1 = (h1 + b) | 0;
    h2 = (h2 + c) | 0;
    h3 = (h3 + d) | 0;
    h4 = (h4 + e) | 0;
  }
  state[0] = h0; state[1] = h1; state[2] = h2; state[3] = h3; state[4] = h4;
  store(5);
}

// The constants of SHA-256: the first 32 bits of the fractions of the cube roots of the first 64 primes. Its initial state: the same of
// the square roots of the first eight.
const cubes = new Int32Array(64);
const squares = new Int32Array(8);
{
  const fraction = (x) => ((x - MathFloor(x)) * 2 ** 32) | 0;
  let count = 0;
  for (let n = 2; count < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (count < 8) squares[count] = fraction(n ** 0.5);
    cubes[count++] = fraction(n ** (1 / 3));
  }
}

function sha256(length) {
  const end = pad(length, true);
  TypedArrayPrototypeSet(state, squares);
  for (let at = 0; at < end; at += 64) {
    load(at);
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15];
      const y = words[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + cubes[i] + words[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }
  store(8);
}

const sines = new Int32Array(64);
for (let i = 0; i < 64; i++) sines[i] = (MathAbs(MathSin(i + 1)) * 2 ** 32) | 0;
const turns = new Int32Array([7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]);

function md5(length) {
  let h0 = 0x67452301, h1 = 0xefcdab89 | 0, h2 = 0x98badcfe | 0, h3 = 0x10325476;
  const end = pad(length, false);
  for (let at = 0; at < end; at += 64) {
    for (let i = 0, p = at; i < 16; i++, p += 4) words[i] = bytes[p] | (bytes[p + 1] << 8) | (bytes[p + 2] << 16) | (bytes[p + 3] << 24);
    let a = h0, b = h1, c = h2, d = h3;
    for (let i = 0; i < 64; i++) {
      let f;
      let k;
      if (i < 16) { f = (b & c) | (~b & d); k = i; }
      else if (i < 32) { f = (d & b) | (~d & c); k = (5 * i + 1) & 15; }
      else if (i < 48) { f = b ^ c ^ d; k = (3 * i + 5) & 15; }
      else { f = c ^ (b | ~d); k = (7 * i) & 15; }
      f = (f + a + sines[i] + words[k]) | 0;
      const turn = turns[((i >> 4) << 2) | (i & 3)];
      a = d; d = c; c = b;
      b = (b + ((f << turn) | (f >>> (32 - turn)))) | 0;
    }
    h0 = (h0 + a) | 0;
    h1 = (h1 + b) | 0;
    h2 = (h2 + c) | 0;
    h3 = (h3 + d) | 0;
  }
  for (let i = 0; i < 4; i++) {
    const word = i === 0 ? h0 : i === 1 ? h1 : i === 2 ? h2 : h3;
    for (let j = 0; j < 4; j++) out[4 * i + j] = word >>> (8 * j);
  }
}

module.exports = { LONGEST, addText, bytes, functions: { __proto__: null, md5, sha1, sha256 }, out };
