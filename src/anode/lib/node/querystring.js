'use strict';

// `node:querystring`: `a=1&b=2` to an object and back.

const {
  ArrayIsArray,
  Int8Array,
  MathAbs,
  NumberIsFinite,
  ObjectKeys,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  TypedArrayPrototypeSubarray,
  decodeURIComponent,
} = primordials;
const { encodeStr, hexTable } = require('internal/querystring');

function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  code |= 0x20;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

// The bytes of a percent-encoded string. Invalid escapes stay as they are.
function unescapeBuffer(s, decodeSpaces) {
  const { Buffer } = require('buffer');
  const out = Buffer.allocUnsafe(s.length);
  let size = 0;
  for (let i = 0; i < s.length; i++) {
    let code = StringPrototypeCharCodeAt(s, i);
    if (code === 43 && decodeSpaces) {
      code = 32;
    } else if (code === 37 && i + 2 < s.length) {
      const high = hexValue(StringPrototypeCharCodeAt(s, i + 1));
      const low = hexValue(StringPrototypeCharCodeAt(s, i + 2));
      if (high >= 0 && low >= 0) {
        code = high * 16 + low;
        i += 2;
      }
    }
    out[size++] = code;
  }
  return size === s.length ? out : TypedArrayPrototypeSubarray(out, 0, size);
}

function qsUnescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

// The characters that encodeURIComponent leaves: letters, digits and ! ' ( ) * - . _ ~
const unreserved = new Int8Array(128);
for (let i = 0; i < 128; i++) {
  const letter = i | 0x20;
  unreserved[i] = (i >= 48 && i <= 57) || (i >= 65 && letter >= 97 && letter <= 122) ||
    i === 33 || (i >= 39 && i <= 42) || i === 45 || i === 46 || i === 95 || i === 126 ? 1 : 0;
}

function qsEscape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : `${str}`;
  return encodeStr(str, unreserved, hexTable);
}

function primitiveText(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return NumberIsFinite(value) ? `${value}` : '';
    case 'bigint':
    case 'boolean': return `${value}`;
    default: return '';
  }
}

// A number needs no escaping, unless it is written with an exponent (1e+21).
function escapedPrimitive(value) {
  const text = primitiveText(value);
  return typeof value === 'string' || (typeof value === 'number' && MathAbs(value) >= 1e21) ? qsEscape(text) : text;
}

function stringify(obj, sep, eq, options) {
  if (obj === null || typeof obj !== 'object') return '';
  sep ||= '&';
  eq ||= '=';
  let encode = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  const convert = encode === qsEscape ? escapedPrimitive : (value) => encode(primitiveText(value));

  const keys = ObjectKeys(obj);
  let out = '';
  for (let i = 0; i < keys.length; i++) {
    const value = obj[keys[i]];
    const start = `${convert(keys[i])}${eq}`;
    if (ArrayIsArray(value)) {
      for (let j = 0; j < value.length; j++) out += `${out ? sep : ''}${start}${convert(value[j])}`;
    } else {
      out += `${out ? sep : ''}${start}${convert(value)}`;
    }
  }
  return out;
}

const PLUS = /\+/g;
const ESCAPE = /%[0-9a-f]{2}/i;

function parse(qs, sep, eq, options) {
  const result = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return result;
  sep = sep ? `${sep}` : '&';
  eq = eq ? `${eq}` : '=';
  // Zero or less means no limit: counting down from -1 never reaches zero.
  let left = 1000;
  if (options && typeof options.maxKeys === 'number') left = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const custom = decode !== qsUnescape;

  const decoded = (text) => {
    if (text === '') return text;
    if (StringPrototypeIncludes(text, '+')) text = RegExpPrototypeSymbolReplace(PLUS, text, custom ? '%20' : ' ');
    if (!custom && RegExpPrototypeExec(ESCAPE, text) === null) return text;
    try {
      return decode(text);
    } catch {
      return QueryString.unescape(text, true);
    }
  };

  for (let start = 0; start <= qs.length;) {
    // A separator can be empty (an empty array is truthy): then there is one pair.
    let end = sep === '' ? -1 : StringPrototypeIndexOf(qs, sep, start);
    if (end === -1) end = qs.length;
    if (end > start) {
      const pair = StringPrototypeSlice(qs, start, end);
      const cut = StringPrototypeIndexOf(pair, eq);
      const key = decoded(cut === -1 ? pair : StringPrototypeSlice(pair, 0, cut));
      const value = cut === -1 ? '' : decoded(StringPrototypeSlice(pair, cut + eq.length));
      const known = result[key];
      if (known === undefined) result[key] = value;
      else if (typeof known === 'string') result[key] = [known, value];
      else known[known.length] = value;
    }
    if (--left === 0) break;  // an empty pair between two separators counts, too
    start = end + (sep.length || 1);
  }
  return result;
}

const QueryString = module.exports = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
