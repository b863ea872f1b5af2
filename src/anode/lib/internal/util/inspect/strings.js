'use strict';

// Strings as source text: the quotes that need the least escaping, control characters and lone surrogates escaped.

const {
  NumberPrototypeToString,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeToUpperCase,
  hardenRegExp,
} = primordials;

const loneSurrogate = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const special = hardenRegExp(new RegExp(`[\\x00-\\x1f\\x27\\x5c\\x7f-\\x9f]|${loneSurrogate}`));
const specialAll = hardenRegExp(new RegExp(`[\\x00-\\x1f\\x27\\x5c\\x7f-\\x9f]|${loneSurrogate}`, 'g'));
const specialButQuote = hardenRegExp(new RegExp(`[\\x00-\\x1f\\x5c\\x7f-\\x9f]|${loneSurrogate}`));
const specialButQuoteAll = hardenRegExp(new RegExp(`[\\x00-\\x1f\\x5c\\x7f-\\x9f]|${loneSurrogate}`, 'g'));

const shortEscapes = {
  '__proto__': null,
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  "'": "\\'",
  '\\': '\\\\',
};

function escapeOne(char) {
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  const code = StringPrototypeCharCodeAt(char, 0);
  const hex = NumberPrototypeToString(code, 16);
  if (code > 0xff) return `\\u${hex}`;
  return `\\x${code < 16 ? '0' : ''}${StringPrototypeToUpperCase(hex)}`;
}

// Property names that are symbols: escaped, never quoted.
const escapeName = (name) => RegExpPrototypeSymbolReplace(specialAll, name, escapeOne);

function quoted(string) {
  let quote = "'";
  let test = special;
  let all = specialAll;
  if (StringPrototypeIncludes(string, "'")) {
    if (!StringPrototypeIncludes(string, '"')) {
      quote = '"';
    } else if (!StringPrototypeIncludes(string, '`') && !StringPrototypeIncludes(string, '${')) {
      quote = '`';
    }
    if (quote !== "'") {
      test = specialButQuote;
      all = specialButQuoteAll;
    }
  }
  if (RegExpPrototypeExec(test, string) === null) return `${quote}${string}${quote}`;
  return `${quote}${RegExpPrototypeSymbolReplace(all, string, escapeOne)}${quote}`;
}

// 'a\nb\n' => ['a\n', 'b\n']
function splitLines(string) {
  const lines = [];
  let start = 0;
  for (let i = 0; i < string.length; i++) {
    if (StringPrototypeCharCodeAt(string, i) === 10) {
      lines[lines.length] = StringPrototypeSlice(string, start, i + 1);
      start = i + 1;
    }
  }
  if (start < string.length) lines[lines.length] = StringPrototypeSlice(string, start);
  return lines;
}

// Lines after the first move right by `width` columns.
function indentLines(text, width) {
  if (width === 0) return text;
  return StringPrototypeReplaceAll(text, '\n', `\n${spaces(width)}`);
}

function spaces(count) {
  let result = '';
  for (let i = 0; i < count; i++) result += ' ';
  return result;
}

module.exports = { escapeName, indentLines, quoted, spaces, splitLines };
