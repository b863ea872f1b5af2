'use strict';

// The source text of the expression at a call site: `assert.ok(x === y)`.

const {
  ArrayPrototypePop,
  NumberPrototypeToString,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypePadStart,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

function readSource(file) {
  try {
    const path = StringPrototypeStartsWith(file, 'file:') ? require('url').fileURLToPath(file) : file;
    return require('internal/process/sources').get(path) ?? require('fs').readFileSync(path, 'utf8');
  } catch {
    // Evaluated code, or a file that is gone.
    return undefined;
  }
}

const chainBefore = /(?:[\p{ID_Continue}$]+(?:\[[^[\]]*\])*\??\.)*(?:[\p{ID_Continue}$]+(?:\[[^[\]]*\])+)?$/u;

// A call's position is the last name in it. This goes back to the first name: a.b['c'].d
const expressionStart = (line, at) => RegExpPrototypeExec(chainBefore, StringPrototypeSlice(line, 0, at)).index;

// A slash after a value divides; after anything else it begins a regular expression.
const endsValue = /[\p{ID_Continue}$)\]}'"`]\s*$/u;
const startsRegExp = (line, at) => RegExpPrototypeExec(endsValue, StringPrototypeSlice(line, 0, at)) === null;

// Up to the end of the call's arguments, or of the line.
function expressionEnd(line, at) {
  const open = [];
  for (let i = at; i < line.length; i++) {
    const char = line[i];
    if (open[open.length - 1] === '`') {
      if (char === '\\') i++;
      else if (char === '`') ArrayPrototypePop(open);
      else if (char === '$' && line[i + 1] === '{') open[open.length] = line[++i];
    } else if (char === "'" || char === '"') {
      for (i++; i < line.length && line[i] !== char; i++) {
        if (line[i] === '\\') i++;
      }
    } else if (char === '/' && line[i + 1] === '/') {
      return i;
    } else if (char === '/' && line[i + 1] === '*') {
      const end = StringPrototypeIndexOf(line, '*/', i + 2);
      i = end === -1 ? line.length : end + 1;
    } else if (char === '/' && startsRegExp(line, i)) {
      for (let inClass = false, escaped = false; ++i < line.length;) {
        if (escaped) escaped = false;
        else if (line[i] === '\\') escaped = true;
        else if (line[i] === '[') inClass = true;
        else if (line[i] === ']') inClass = false;
        else if (line[i] === '/' && !inClass) break;
      }
    } else if (char === '(' || char === '[' || char === '{' || char === '`') {
      open[open.length] = char;
    } else if (char === ')' || char === ']' || char === '}') {
      ArrayPrototypePop(open);
      if (open.length === 0 && char === ')') return i + 1;
    }
  }
  return line.length;
}

const controlCharacters = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]/g;
const escape = (char) =>
  `\\u${StringPrototypePadStart(NumberPrototypeToString(StringPrototypeCharCodeAt(char, 0), 16), 4, '0')}`;

function getErrorSourceExpression(site) {
  const file = site.getFileName();
  if (!file) return undefined;
  const source = readSource(file);
  if (source === undefined) return undefined;
  const line = StringPrototypeSplit(source, '\n', site.getLineNumber())[site.getLineNumber() - 1];
  if (line === undefined) return undefined;
  const at = site.getColumnNumber() - 1;
  const expression = StringPrototypeSlice(line, expressionStart(line, at), expressionEnd(line, at));
  // Control characters would have an effect on the terminal.
  return RegExpPrototypeSymbolReplace(controlCharacters, expression, escape);
}

module.exports = { getErrorSourceExpression };
