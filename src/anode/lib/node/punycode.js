'use strict';

// `node:punycode`: RFC 3492, and the domain helpers around it. Deprecated in Node and kept for old packages.

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  MathFloor,
  RangeError,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringFromCharCode,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;

const MAX_INT = 0x7FFFFFFF;
// RFC 3492, section 5.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;

const OVERFLOW = 'Overflow: input needs wider integers to process';
const NOT_BASIC = 'Illegal input >= 0x80 (not a basic code point)';
const INVALID = 'Invalid input';

// Section 6.1: the change of the bias after each delta.
function adapt(delta, count, first) {
  delta = first ? MathFloor(delta / DAMP) : delta >> 1;
  delta += MathFloor(delta / count);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) delta = MathFloor(delta / (BASE - T_MIN));
  return MathFloor(k + (BASE - T_MIN + 1) * delta / (delta + SKEW));
}

const threshold = (k, bias) => (k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias);

// 0…25 are a…z, 26…35 are 0…9.
const digitText = (digit) => StringFromCharCode(digit < 26 ? digit + 97 : digit + 22);

function digitValue(code) {
  if (code >= 48 && code < 58) return code - 22;
  if (code >= 65 && code < 91) return code - 65;
  if (code >= 97 && code < 123) return code - 97;
  return BASE;
}

// The code points of a string. A lone surrogate is a code point of its own.
function ucs2decode(string) {
  const points = [];
  for (let i = 0; i < string.length; i++) {
    const point = StringPrototypeCodePointAt(string, i);
    if (point > 0xFFFF) i++;
    points[points.length] = point;
  }
  return points;
}

const ucs2encode = (points) => ArrayPrototypeJoin(ArrayPrototypeMap(points, (p) => StringFromCodePoint(p)), '');

function decode(input) {
  const points = [];
  const basic = StringPrototypeLastIndexOf(input, '-');
  for (let i = 0; i < basic; i++) {
    const code = StringPrototypeCharCodeAt(input, i);
    if (code >= 0x80) throw new RangeError(NOT_BASIC);
    points[i] = code;
  }
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      if (at >= input.length) throw new RangeError(INVALID);
      const digit = digitValue(StringPrototypeCharCodeAt(input, at++));
      if (digit >= BASE) throw new RangeError(INVALID);
      if (digit > MathFloor((MAX_INT - i) / weight)) throw new RangeError(OVERFLOW);
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > MathFloor(MAX_INT / (BASE - t))) throw new RangeError(OVERFLOW);
      weight *= BASE - t;
    }
    const count = points.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (MathFloor(i / count) > MAX_INT - n) throw new RangeError(OVERFLOW);
    n += MathFloor(i / count);
    i %= count;
    ArrayPrototypeSplice(points, i++, 0, n);
  }
  return ucs2encode(points);
}

function encode(input) {
  const points = ucs2decode(input);
  let out = '';
  for (let i = 0; i < points.length; i++) {
    if (points[i] < 0x80) out += StringFromCharCode(points[i]);
  }
  const basic = out.length;
  let handled = basic;
  if (basic > 0) out += '-';
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  while (handled < points.length) {
    let next = MAX_INT;
    for (let i = 0; i < points.length; i++) {
      if (points[i] >= n && points[i] < next) next = points[i];
    }
    if (next - n > MathFloor((MAX_INT - delta) / (handled + 1))) throw new RangeError(OVERFLOW);
    delta += (next - n) * (handled + 1);
    n = next;
    for (let i = 0; i < points.length; i++) {
      if (points[i] < n && ++delta > MAX_INT) throw new RangeError(OVERFLOW);
      if (points[i] !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        out += digitText(t + (q - t) % (BASE - t));
        q = MathFloor((q - t) / (BASE - t));
      }
      out += digitText(q);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

const DOTS = /[\x2E\u3002\uFF0E\uFF61]/g;
const NON_ASCII = /[^\0-\x7F]/;

// Applies `convert` to each label of a domain, or of the part after the @ of an address.
function mapLabels(domain, convert) {
  const parts = StringPrototypeSplit(domain, '@');
  let prefix = '';
  if (parts.length > 1) {
    prefix = `${parts[0]}@`;
    domain = parts[1];
  }
  const labels = StringPrototypeSplit(RegExpPrototypeSymbolReplace(DOTS, domain, '.'), '.');
  const out = [];
  for (let i = 0; i < labels.length; i++) ArrayPrototypePush(out, convert(labels[i]));
  return prefix + ArrayPrototypeJoin(out, '.');
}

const toUnicode = (input) => mapLabels(input, (label) => (
  StringPrototypeStartsWith(label, 'xn--') ? decode(StringPrototypeToLowerCase(StringPrototypeSlice(label, 4))) : label
));

const toASCII = (input) => mapLabels(input, (label) => (
  RegExpPrototypeExec(NON_ASCII, label) !== null ? `xn--${encode(label)}` : label
));

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode,
  toASCII,
  toUnicode,
};
