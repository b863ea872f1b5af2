'use strict';

// `import()` and `import.meta` in a text that the engine's loader does not know of: they become names, as long as they were, that the text
// is given. Words in strings, comments and regular expressions stay, and so do methods and properties that are called so.

const { RegExpPrototypeExec, SafeSet, StringPrototypeReplace, StringPrototypeSlice, StringPrototypeStartsWith } = primordials;

const { Scanner } = require('internal/vm/declarations');

const IMPORT = '\u0131mport', META = '\u0131mport_meta';
const HOLDER = 'anode:vm';
const PREFIX = `import{${IMPORT},${META}}from"${HOLDER}";`;

const mayDefineMethod = new SafeSet(['{', '}', ',', ';', '*', 'async', 'static', 'get', 'set']);

// Whether the parentheses that have just been opened are those of a method.
function isMethod(source, at) {
  const scanner = new Scanner(source);
  scanner.at = at;
  scanner.depth = 1;
  while (scanner.depth > 0) if (scanner.next() === undefined) return false;
  return scanner.next() === '{';
}

// The text with `import(` replaced by what `called` is, and `import.meta` by META where `meta` says so; null if there is nothing to replace.
function replaceImports(source, called, meta) {
  if (RegExpPrototypeExec(/\bimport\b\s*(?:\(|\.|\/)/, source) === null) return null;
  const scanner = new Scanner(source);
  let text = '';
  let copied = 0;
  let before;
  const replace = (start, end, by) => {
    text += StringPrototypeSlice(source, copied, start) + by;
    copied = end;
  };
  for (let token = scanner.next(); token !== undefined; token = scanner.next()) {
    if (token === 'import' && before !== '.' && before !== '#') {
      const end = scanner.at, start = end - 6;
      const next = scanner.next();
      if (next === '(') {
        if (!mayDefineMethod.has(before) || !isMethod(source, scanner.at)) replace(start, scanner.at, called);
      } else if (next === '.') {
        const word = scanner.next();
        if (word === 'meta' && meta) replace(start, scanner.at, META);
        else if (word === 'source' && scanner.next() === '(') replace(start, scanner.at, StringPrototypeReplace(called, '(', '.source('));
      }
      before = next;
    } else {
      before = token;
    }
  }
  return copied === 0 ? null : text + StringPrototypeSlice(source, copied);
}

// A module's text, and how long what stands before it is.
function forModule(source) {
  const replaced = replaceImports(source, `${IMPORT}(`, true);
  if (replaced === null) return { __proto__: null, text: source, before: 0 };
  return { __proto__: null, text: PREFIX + (StringPrototypeStartsWith(replaced, '#!') ? `//${replaced}` : replaced), before: PREFIX.length };
}

// A script's; its `import()` says whose it is.
const forScript = (source, id) => replaceImports(source, `${IMPORT}(${id},`, false);

module.exports = { HOLDER, IMPORT, META, forModule, forScript };
