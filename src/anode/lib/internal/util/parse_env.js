'use strict';

// The .env format, as Node reads it: `export` before names, quotes of three kinds over several lines,
// \n in double quotes, comments. Names come out sorted.

const {
  ArrayPrototypeSort,
  ObjectKeys,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const { setOwnProperty } = require('internal/util/properties');
const { validateString } = require('internal/validators');

const leading = /^[ \t\n]+/;
const trim = (text) => RegExpPrototypeSymbolReplace(/^[ \t\n]+|[ \t\n]+$/g, text, '');

// Puts the names and values of the text into `store`, in its order.
function parse(input, store) {
  let rest = trim(StringPrototypeReplaceAll(input, '\r', ''));
  const toNextLine = (from) => {
    const newline = StringPrototypeIndexOf(rest, '\n', from);
    rest = newline === -1 ? '' : StringPrototypeSlice(rest, newline + 1);
  };

  for (;;) {
    rest = RegExpPrototypeSymbolReplace(leading, rest, '');
    if (rest === '') return;
    if (rest[0] === '#') {
      toNextLine(0);
      continue;
    }
    const equal = StringPrototypeIndexOf(rest, '=');
    const newline = StringPrototypeIndexOf(rest, '\n');
    if (equal === -1 || (newline !== -1 && equal > newline)) {
      if (newline === -1) return;
      rest = StringPrototypeSlice(rest, newline + 1);
      continue;
    }
    let key = trim(StringPrototypeSlice(rest, 0, equal));
    rest = StringPrototypeSlice(rest, equal + 1);
    if (rest === '' || rest[0] === '\n') {
      store[key] = '';
      continue;
    }
    // A value without a name is ignored, and the text after the sign may be an assignment itself.
    if (key === '') continue;
    if (StringPrototypeStartsWith(key, 'export ')) key = trim(StringPrototypeSlice(key, 7));
    // Blanks before a value may be line breaks, as in Node.
    rest = RegExpPrototypeSymbolReplace(leading, rest, '');
    if (rest === '') {
      store[key] = '';
      return;
    }
    const quote = rest[0];
    if (quote === '"' || quote === "'" || quote === '`') {
      const end = StringPrototypeIndexOf(rest, quote, 1);
      if (end !== -1) {
        const value = StringPrototypeSlice(rest, 1, end);
        store[key] = quote === '"' ? StringPrototypeReplaceAll(value, '\\n', '\n') : value;
        toNextLine(end + 1);
        continue;
      }
      // Never closed: the rest of the line, quote and all.
      const lineEnd = StringPrototypeIndexOf(rest, '\n');
      store[key] = lineEnd === -1 ? rest : StringPrototypeSlice(rest, 0, lineEnd);
      toNextLine(0);
      continue;
    }
    const lineEnd = StringPrototypeIndexOf(rest, '\n');
    let value = lineEnd === -1 ? rest : StringPrototypeSlice(rest, 0, lineEnd);
    const comment = StringPrototypeIndexOf(value, '#');
    if (comment !== -1) value = StringPrototypeSlice(value, 0, comment);
    store[key] = trim(value);
    toNextLine(0);
  }
}

function parseEnv(content) {
  validateString(content, 'content');
  const found = { __proto__: null };
  parse(content, found);
  const names = ArrayPrototypeSort(ObjectKeys(found));
  const result = {};
  for (let i = 0; i < names.length; i++) setOwnProperty(result, names[i], found[names[i]]);
  return result;
}

module.exports = { parseEnv };
