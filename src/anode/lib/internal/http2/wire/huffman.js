'use strict';

// HPACK's Huffman code (RFC 7541, appendix B). It is canonical, so the lengths of the codes suffice.

const { Array, Int16Array, Int32Array, StringFromCharCode, StringPrototypeCharCodeAt, Uint32Array, Uint8Array } = primordials;

// The bits of each symbol's code, 0 to 256 (the end), a digit of base 36 each.
const LENGTHS =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6cad67777777777777777777777878djde6f56565666577666567655677777fbeds' +
  'kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmnqqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrqu';
const END = 256;

const lengths = new Uint8Array(257);
const codes = new Uint32Array(257);
const single = new Array(256);  // one-character strings
let transitions;  // [state * 16 + nibble]: the next state, or -1
let emitted;      // the symbol that the step completes, or -1
let accepting;    // whether a string may end here: inside the padding

function prepare() {
  for (let symbol = 0; symbol <= END; symbol++) {
    const digit = StringPrototypeCharCodeAt(LENGTHS, symbol);
    lengths[symbol] = digit < 58 ? digit - 48 : digit - 87;
    if (symbol < END) single[symbol] = StringFromCharCode(symbol);
  }
  let code = 0;
  for (let bits = 5; bits <= 30; bits++) {
    for (let symbol = 0; symbol <= END; symbol++) {
      if (lengths[symbol] === bits) codes[symbol] = code++;
    }
    code *= 2;
  }
  buildMachine();
}

// The tree of the code, then four of its steps taken as one.
function buildMachine() {
  const children = new Int32Array(2 * 512);  // positive: an inner node; negative: -1 - symbol
  let count = 1;
  for (let symbol = 0; symbol <= END; symbol++) {
    let node = 0;
    for (let bit = lengths[symbol] - 1; bit >= 0; bit--) {
      const at = node * 2 + ((codes[symbol] >>> bit) & 1);
      if (bit === 0) children[at] = -1 - symbol;
      else node = children[at] ||= count++;
    }
  }
  transitions = new Int16Array(count * 16);
  emitted = new Int16Array(count * 16);
  accepting = new Uint8Array(count);
  for (let node = 0, depth = 0; depth < 8; depth++) {
    accepting[node] = 1;
    node = children[node * 2 + 1];
  }
  for (let state = 0; state < count; state++) {
    for (let nibble = 0; nibble < 16; nibble++) {
      let node = state;
      let symbol = -1;
      for (let bit = 3; bit >= 0 && node >= 0; bit--) {
        node = children[node * 2 + ((nibble >>> bit) & 1)];
        if (node < 0) {
          symbol = -1 - node;
          node = symbol === END ? -1 : 0;
        }
      }
      transitions[state * 16 + nibble] = node;
      emitted[state * 16 + nibble] = symbol === END ? -1 : symbol;
    }
  }
}

// Decodes `bytes` from `start` to `end`, a character a byte; undefined if the code is invalid.
function decode(bytes, start, end) {
  if (transitions === undefined) prepare();
  let text = '';
  let state = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    let at = state * 16 + (byte >>> 4);
    if (emitted[at] >= 0) text += single[emitted[at]];
    state = transitions[at];
    if (state < 0) return undefined;
    at = state * 16 + (byte & 15);
    if (emitted[at] >= 0) text += single[emitted[at]];
    state = transitions[at];
    if (state < 0) return undefined;
  }
  return accepting[state] === 1 ? text : undefined;
}

// The number of bytes of `text`.
function encodedLength(text) {
  if (transitions === undefined) prepare();
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits += lengths[StringPrototypeCharCodeAt(text, i) & 255];
  return (bits + 7) >>> 3;
}

// Writes `text` into `bytes` at `at`, and returns the end.
function encode(text, bytes, at) {
  let pending = 0;  // fewer than 8 bits between symbols
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const symbol = StringPrototypeCharCodeAt(text, i) & 255;
    const code = codes[symbol];
    let left = lengths[symbol];
    while (count + left >= 8) {
      const take = 8 - count;
      left -= take;
      bytes[at++] = (pending << take) | ((code >>> left) & ((1 << take) - 1));
      pending = 0;
      count = 0;
    }
    pending = (pending << left) | (code & ((1 << left) - 1));
    count += left;
  }
  if (count > 0) bytes[at++] = (pending << (8 - count)) | ((1 << (8 - count)) - 1);
  return at;
}

module.exports = { decode, encode, encodedLength };
