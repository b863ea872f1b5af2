'use strict';

// Percent-encoding by table, shared by querystring, the legacy url module and URLSearchParams.

const {
  Int8Array,
  NumberPrototypeToString,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeToUpperCase,
} = primordials;
const { codes: { ERR_INVALID_URI } } = require('internal/errors');

const hexTable = [];
const isHexTable = new Int8Array(256);
for (let i = 0; i < 256; i++) {
  hexTable[i] = `%${i < 16 ? '0' : ''}${StringPrototypeToUpperCase(NumberPrototypeToString(i, 16))}`;
  isHexTable[i] = (i >= 48 && i <= 57) || (i >= 65 && i <= 70) || (i >= 97 && i <= 102) ? 1 : 0;
}

// The UTF-8 bytes of `str` as %XX. Where `noEscapeTable` has a 1, an ASCII character stays as it is.
function encodeStr(str, noEscapeTable, hex) {
  const length = str.length;
  let out = '';
  let copied = 0;
  for (let i = 0; i < length; i++) {
    let code = StringPrototypeCharCodeAt(str, i);
    if (code < 0x80 && noEscapeTable[code] === 1) continue;
    if (copied < i) out += StringPrototypeSlice(str, copied, i);
    if (code < 0x80) {
      out += hex[code];
    } else if (code < 0x800) {
      out += hex[0xC0 | (code >> 6)] + hex[0x80 | (code & 0x3F)];
    } else if (code < 0xD800 || code >= 0xE000) {
      out += hex[0xE0 | (code >> 12)] + hex[0x80 | ((code >> 6) & 0x3F)] + hex[0x80 | (code & 0x3F)];
    } else {
      i++;
      // A surrogate at the end of the string has no second half. Any other surrogate counts as the first half of a pair.
      if (i >= length) throw new ERR_INVALID_URI();
      code = 0x10000 + (((code & 0x3FF) << 10) | (StringPrototypeCharCodeAt(str, i) & 0x3FF));
      out += hex[0xF0 | (code >> 18)] + hex[0x80 | ((code >> 12) & 0x3F)] +
             hex[0x80 | ((code >> 6) & 0x3F)] + hex[0x80 | (code & 0x3F)];
    }
    copied = i + 1;
  }
  if (copied === 0) return str;
  return copied < length ? out + StringPrototypeSlice(str, copied) : out;
}

module.exports = { encodeStr, hexTable, isHexTable };
