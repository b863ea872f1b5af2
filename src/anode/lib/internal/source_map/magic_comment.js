'use strict';

// The comment with which a file names its source map.
//
// V8 says what one is: a comment of one line that begins with `//# sourceMappingURL=` or `//@ sourceMappingURL=`, has one URL and nothing
// after it. The last such comment counts, and where it is malformed there is none. What looks like one in a string, a template, a regular
// expression or another comment is none. A bundle of webpack's development mode has hundreds in strings, in a text of megabytes, so
// the text is read once and from one quote, slash or brace to the next.

const {
  ArrayPrototypePop, ArrayPrototypePush, RegExpPrototypeExec, SafeSet, StringPrototypeCharCodeAt, StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;

const CANDIDATE = /\/\/[#@]\ssourceMappingURL=/g;
const VALUE = /[^\S\n\r\u2028\u2029]*([^\s]*)([^\n\r\u2028\u2029]*)/y;
const LAST = /^[^'"`*\s]*\s*$/;
const INTERESTING = /['"`/{}]/g;
const END_OF_LINE = /[\n\r\u2028\u2029]|$/g;
// What ends a string or a part of a template, or escapes the next character. One pattern for a whole string would fill the stack.
const SINGLE = /['\\\n]/g, DOUBLE = /["\\\n]/g, TEMPLATE = /[`\\]|\$\{/g;
const REGEXP = /\/(?![*/])[^/\\[\n]*(?:(?:\\.|\[[^\]\\\n]*(?:\\.[^\]\\\n]*)*\])[^/\\[\n]*)*\//y;
const WORD_BEFORE = /[\w$]+$/;
const SPACE = /\s/;
const LONGEST_WORD = 10;  // of those below

// After these words an expression begins, so that `/` opens a regular expression.
const beforeExpression = new SafeSet([
  'return', 'typeof', 'instanceof', 'in', 'of', 'new', 'delete', 'void', 'throw', 'case', 'do', 'else', 'yield', 'await',
]);

// The place after a string or a part of a template.
function endOf(pattern, text, at) {
  for (;;) {
    pattern.lastIndex = at;
    const found = RegExpPrototypeExec(pattern, text);
    if (found === null) return text.length;
    if (found[0] !== '\\') return found.index + found[0].length;
    at = found.index + 2;
  }
}

// Whether `/` opens a regular expression: the last character before it, where comments do not count, ends no value.
function opensRegExp(text, at, comment) {
  for (;;) {
    while (at > 0 && RegExpPrototypeExec(SPACE, text[at - 1]) !== null) at--;
    if (at !== comment.end || at === 0) break;
    at = comment.start;
  }
  if (at === 0) return true;
  const word = RegExpPrototypeExec(WORD_BEFORE, StringPrototypeSlice(text, at > LONGEST_WORD ? at - LONGEST_WORD - 1 : 0, at));
  if (word !== null) return beforeExpression.has(word[0]);
  const last = text[at - 1];
  return last !== ')' && last !== ']' && last !== '"' && last !== "'" && last !== '`';
}

// Calls `found` with the place of each comment of one line, until it returns true.
function eachLineComment(text, found) {
  const templates = [];  // depths at which a template goes on
  const comment = { start: -1, end: -1 };
  let depth = 0;
  let at = StringPrototypeCharCodeAt(text, 0) === 35 /* # */ && text[1] === '!' ? endOf(/[\n\r]/g, text, 0) : 0;
  const template = () => {
    at = endOf(TEMPLATE, text, at);
    if (text[at - 1] === '{') ArrayPrototypePush(templates, depth++);
  };
  for (;;) {
    INTERESTING.lastIndex = at;
    const match = RegExpPrototypeExec(INTERESTING, text);
    if (match === null) return;
    const start = match.index;
    at = start + 1;
    switch (match[0]) {
      case "'": at = endOf(SINGLE, text, at); break;
      case '"': at = endOf(DOUBLE, text, at); break;
      case '`': template(); break;
      case '{': depth++; break;
      case '}':
        depth--;
        if (templates.length !== 0 && templates[templates.length - 1] === depth) {
          ArrayPrototypePop(templates);
          template();
        }
        break;
      default:
        if (text[at] === '/') {
          if (found(start)) return;
          END_OF_LINE.lastIndex = at;
          at = RegExpPrototypeExec(END_OF_LINE, text).index;
        } else if (text[at] === '*') {
          const end = StringPrototypeIndexOf(text, '*/', at + 1);
          if (end === -1) return;
          at = end + 2;
        } else {
          REGEXP.lastIndex = start;
          if (opensRegExp(text, start, comment) && RegExpPrototypeExec(REGEXP, text) !== null) at = REGEXP.lastIndex;
          break;
        }
        comment.start = start === comment.end ? comment.start : start;
        comment.end = at;
    }
  }
}

// The URL in the comment; undefined if the text has no such comment.
function sourceMapUrl(text) {
  const candidates = new SafeSet();
  let last = -1, head = 0;
  let match;
  CANDIDATE.lastIndex = 0;
  while ((match = RegExpPrototypeExec(CANDIDATE, text)) !== null) {
    last = match.index;
    head = match[0].length;
    candidates.add(last);
  }
  if (last === -1) return undefined;
  // Where the line begins with it, and nothing follows that ends a string or another comment, none is open.
  const alone = (last === 0 || RegExpPrototypeExec(/[\n\r]/, text[last - 1]) !== null) &&
    RegExpPrototypeExec(LAST, StringPrototypeSlice(text, last + head)) !== null;
  let place = alone ? last : -1;
  if (!alone) {
    eachLineComment(text, (at) => {
      if (candidates.has(at)) place = at;
      return at >= last;
    });
  }
  if (place === -1) return undefined;
  VALUE.lastIndex = place + head;
  const { 1: url, 2: rest } = RegExpPrototypeExec(VALUE, text);
  return url === '' || RegExpPrototypeExec(/\S/, rest) !== null ? undefined : url;
}

module.exports = { sourceMapUrl };
