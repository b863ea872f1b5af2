'use strict';

// A pattern string as tokens (https://urlpattern.spec.whatwg.org/#tokenizing).

const { RegExp, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeCodePointAt, StringPrototypeSlice } = primordials;
const { invalid } = require('internal/url_pattern/errors');

const nameStart = new RegExp('^[\\p{ID_Start}$_]$', 'u');
const namePart = new RegExp('^[\\p{ID_Continue}$\\u200c\\u200d]$', 'u');

// The code point at a place, as text.
function pointAt(text, at) {
  const code = StringPrototypeCodePointAt(text, at);
  return StringPrototypeSlice(text, at, at + (code > 0xffff ? 2 : 1));
}

const isName = (point, first) => RegExpPrototypeExec(first ? nameStart : namePart, point) !== null;
const isAscii = (text, at) => StringPrototypeCharCodeAt(text, at) < 128;

const single = { '__proto__': null, '*': 'asterisk', '+': 'other-modifier', '?': 'other-modifier', '{': 'open', '}': 'close' };

// The end of a regular expression that begins at `start`; -1 for one that is not allowed in a pattern.
function endOfExpression(input, start) {
  let depth = 1;
  let at = start;
  for (; at < input.length; at++) {
    if (!isAscii(input, at)) return -1;
    const char = input[at];
    if (at === start && char === '?') return -1;
    if (char === '\\') {
      at++;
      if (at >= input.length || !isAscii(input, at)) return -1;
    } else if (char === ')') {
      if (--depth === 0) break;
    } else if (char === '(') {
      depth++;
      if (input[at + 1] !== '?') return -1;  // groups that capture
    }
  }
  return depth !== 0 || at === start ? -1 : at;
}

// With `strict` an invalid character throws; otherwise it is a token, too.
function tokenize(input, strict) {
  const tokens = [];
  let index = 0;
  const add = (type, next, from, to) => {
    tokens[tokens.length] = { type, index, value: StringPrototypeSlice(input, from, to) };
    index = next;
  };
  const wrong = (next, from) => {
    if (strict) throw invalid();
    add('invalid-char', next, from, next);
  };
  while (index < input.length) {
    const char = pointAt(input, index);
    const next = index + char.length;
    if (single[char] !== undefined) {
      add(single[char], next, index, next);
    } else if (char === '\\') {
      if (next >= input.length) {
        wrong(next, index);
      } else {
        const end = next + pointAt(input, next).length;
        add('escaped-char', end, next, end);
      }
    } else if (char === ':') {
      let end = next;
      while (end < input.length) {
        const point = pointAt(input, end);
        if (!isName(point, end === next)) break;
        end += point.length;
      }
      if (end === next) wrong(next, index);
      else add('name', end, next, end);
    } else if (char === '(') {
      const end = endOfExpression(input, next);
      if (end < 0) wrong(next, index);
      else add('regexp', end + 1, next, end);
    } else {
      add('char', next, index, next);
    }
  }
  add('end', index, index, index);
  return tokens;
}

module.exports = { isName, pointAt, tokenize };
