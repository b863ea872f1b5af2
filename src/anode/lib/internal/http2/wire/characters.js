'use strict';

// Sets of allowed characters. A regular expression would make a match object for each header.

const { StringPrototypeCharCodeAt, Uint8Array } = primordials;

// The characters of `listed`, and the ranges after it: first, last, first, last …
function setOf(listed, ...ranges) {
  const set = new Uint8Array(256);
  for (let i = 0; i < listed.length; i++) set[StringPrototypeCharCodeAt(listed, i)] = 1;
  for (let i = 0; i < ranges.length; i += 2) for (let c = ranges[i]; c <= ranges[i + 1]; c++) set[c] = 1;
  return set;
}

function isOf(text, set) {
  for (let i = 0; i < text.length; i++) if (set[StringPrototypeCharCodeAt(text, i)] !== 1) return false;
  return true;
}

const DIGITS = [48, 57];
const UPPER = [65, 90];
const LOWER = [97, 122];
const TOKEN = "!#$%&'*+-.^_`|~";

module.exports = {
  isOf,
  lowerToken: setOf(TOKEN, ...DIGITS, ...LOWER),
  token: setOf(TOKEN, ...DIGITS, ...LOWER, ...UPPER),
  authority: setOf("!$%&'()*+,-./:;=@_~[]", ...DIGITS, ...LOWER, ...UPPER),
  path: setOf('', 0x21, 0x7e, 0x80, 0xff),
  value: setOf('\t', 0x20, 0x7e, 0x80, 0xff),
  digits: setOf('', ...DIGITS),
};
