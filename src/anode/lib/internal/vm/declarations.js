'use strict';

// The names a script declares at its top level, and those it asks about with `typeof`. A scanner, not a parser: it skips strings,
// templates, comments and regular expressions, and keeps count of brackets.

const {
  ArrayPrototypePop, ArrayPrototypePush, RegExpPrototypeExec, SafeSet, StringPrototypeCharCodeAt, StringPrototypeSlice,
} = primordials;

const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/yu;
const SPACE = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)+/y;
const STRING = /'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"/y;
const NUMBER = /\.?\d[\w.]*/y;
const REGEXP = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[\w$]*/y;
const TEMPLATE = /(?:\\[^]|\$(?!\{)|[^`\\$])*/y;

// After these words an expression begins, so that `/` opens a regular expression.
const beforeExpression = new SafeSet([
  'return', 'typeof', 'instanceof', 'in', 'of', 'new', 'delete', 'void', 'throw', 'case', 'do', 'else', 'yield', 'await',
]);

class Scanner {
  static SPACE = SPACE;
  constructor(source) {
    this.source = source;
    this.at = 0;
    this.depth = 0;
    this.value = false;      // whether the last token was the end of an expression
    this.templates = [];     // depths at which a template goes on
    this.line = true;        // whether a line has ended before the token
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = RegExpPrototypeExec(pattern, this.source);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found[0];
  }

  // The next token: a word, a punctuator of one character, or '' for a literal; undefined at the end.
  next() {
    const before = this.at;
    this.match(SPACE);
    this.line = before === 0 || RegExpPrototypeExec(/[\n\r]/, StringPrototypeSlice(this.source, before, this.at)) !== null;
    if (this.at >= this.source.length) return undefined;
    const word = this.match(IDENTIFIER);
    if (word !== undefined) {
      this.value = !beforeExpression.has(word);
      return word;
    }
    if (this.match(STRING) !== undefined || this.match(NUMBER) !== undefined) {
      this.value = true;
      return '';
    }
    const char = this.source[this.at];
    if (char === '/' && !this.value && this.match(REGEXP) !== undefined) {
      this.value = true;
      return '';
    }
    this.at++;
    switch (char) {
      case '`': return this.template();
      case '{': case '(': case '[': this.depth++; this.value = false; break;
      case '}':
        this.depth--;
        if (this.templates[this.templates.length - 1] === this.depth) {
          ArrayPrototypePop(this.templates);
          return this.template();
        }
        this.value = false;
        break;
      case ')': case ']': this.depth--; this.value = true; break;
      default: this.value = false;
    }
    return char;
  }

  template() {
    this.match(TEMPLATE);
    if (StringPrototypeCharCodeAt(this.source, this.at) === 96 /* ` */) {
      this.at++;
      this.value = true;
      return '';
    }
    this.at += 2;  // ${
    ArrayPrototypePush(this.templates, this.depth++);
    this.value = false;
    return '';
  }
}

// The names in a declaration's list: identifiers and patterns, up to the end of the statement.
function readNames(scanner, names) {
  const { depth } = scanner;
  let expected = true;     // a name or a pattern comes next
  for (;;) {
    const start = scanner.at;
    const token = scanner.next();
    if (token === undefined || token === ';' || scanner.depth < depth) {
      scanner.at = start;
      scanner.depth = depth;  // a bracket that closes is read again
      return;
    }
    if (expected && scanner.depth === depth) {
      expected = false;
      if (token === 'of' || token === 'in') return;
      ArrayPrototypePush(names, token);
    } else if (expected && (token === '{' || token === '[')) {
      expected = false;
      readPattern(scanner, names, depth);
    } else if (token === ',' && scanner.depth === depth) {
      expected = true;
    } else if (scanner.line && scanner.depth === depth && RegExpPrototypeExec(/^[\w$]/u, token) !== null && statementWords.has(token)) {
      scanner.at = start;
      return;
    }
  }
}

const statementWords = new SafeSet([
  'var', 'let', 'const', 'function', 'class', 'if', 'for', 'while', 'do', 'return', 'throw', 'try', 'switch', 'async', 'import', 'export',
]);

// A pattern binds a name that is before `,`, `=`, `}` or `]` and not after `.`; default values and keys bind nothing.
function readPattern(scanner, names, depth) {
  let candidate;
  let skip = false;
  while (scanner.depth > depth) {
    const token = scanner.next();
    if (token === undefined) return;
    if (token === '=') {
      if (candidate !== undefined) ArrayPrototypePush(names, candidate);
      candidate = undefined;
      skip = true;
    } else if (token === ',' || token === '}' || token === ']') {
      if (candidate !== undefined && !skip) ArrayPrototypePush(names, candidate);
      candidate = undefined;
      skip = false;
    } else if (token === ':' || token === '{' || token === '[' || token === '.') {
      candidate = undefined;
    } else if (!skip && RegExpPrototypeExec(/^[\p{ID_Start}$_]/u, token) !== null) {
      candidate = token;
    }
  }
}

// { functions, vars, lexicals: names; typeofs: a set; strict: whether it has the directive }
function declarations(source) {
  const found = { __proto__: null, functions: [], vars: [], lexicals: [], typeofs: new SafeSet(), strict: false };
  const scanner = new Scanner(source);
  found.strict = RegExpPrototypeExec(/^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*(?:'use strict'|"use strict")/, source) !== null;
  let fresh = true;  // whether a statement may begin here
  for (let token = scanner.next(); token !== undefined; token = scanner.next()) {
    if (token === 'typeof') {
      const name = scanner.next();
      if (name) found.typeofs.add(name);
      fresh = false;
      continue;
    }
    if (token === 'var') {
      readNames(scanner, found.vars);
      fresh = true;
      continue;
    }
    if (scanner.depth === 0 && (fresh || scanner.line)) {
      if (token === 'async') {
        fresh = true;
        continue;
      }
      if (token === 'function') {
        let name = scanner.next();
        if (name === '*') name = scanner.next();
        if (name && name !== '(') ArrayPrototypePush(found.functions, name);
      } else if (token === 'class') {
        const name = scanner.next();
        if (name && name !== '{' && name !== 'extends') ArrayPrototypePush(found.lexicals, name);
      } else if (token === 'let' || token === 'const') {
        readNames(scanner, found.lexicals);
        fresh = true;
        continue;
      }
    }
    fresh = token === ';' || token === '}';
  }
  return found;
}

module.exports = { Scanner, declarations };
