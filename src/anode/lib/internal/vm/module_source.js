'use strict';

// `import()` in a script that the engine evaluates for node:vm: the word is replaced by a name of the same length that the script finds.
// Words in strings, comments and regular expressions stay, and so do methods and properties of that name.

const { RegExpPrototypeExec, SafeSet, StringPrototypeReplace, StringPrototypeSlice } = primordials;

const { Scanner } = require('internal/vm/declarations');

const IMPORT = '\u0131mport';

const mayDefineMethod = new SafeSet(['{', '}', ',', ';', '*', 'async', 'static', 'get', 'set']);

// Whether the parentheses that have just been opened are those of a method.
function isMethod(source, at) {
  const scanner = new Scanner(source);
  scanner.at = at;
  scanner.depth = 1;
  while (scanner.depth > 0) if (scanner.next() === undefined) return false;
  return scanner.next() === '{';
}

// The text with each `import(` replaced by `called`; null if there is nothing to replace.
function replaceImports(source, called) {
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
        if (word === 'source' && scanner.next() === '(') replace(start, scanner.at, StringPrototypeReplace(called, '(', '.source('));
      }
      before = next;
    } else {
      before = token;
    }
  }
  return copied === 0 ? null : text + StringPrototypeSlice(source, copied);
}

// For a script; the call passes the id of its importer.
const forScript = (source, id) => replaceImports(source, `${IMPORT}(${id},`);

module.exports = { IMPORT, forScript };
