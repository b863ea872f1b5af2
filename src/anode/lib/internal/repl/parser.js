'use strict';

// What a text is by its syntax. The parser is acorn; it is read when the first REPL starts.

const { ReflectApply, RegExpPrototypeExec, StringPrototypeSlice } = primordials;

function loadPackage(walk, url, given) {
  const engine = require('internal/engine');
  const { takeText } = require('internal/modules/source');
  const text = takeText(() => binding('modules').acorn_source(walk));
  const module = { __proto__: null, exports: { __proto__: null } };
  ReflectApply(engine.compileFunction(text, url, ['exports', 'module', 'require']), globalThis, [module.exports, module, given]);
  return module.exports;
}

let loaded, walker;
const acorn = () => (loaded ??= loadPackage(false, 'node:internal/deps/acorn/acorn/dist/acorn'));
const walk = () => (walker ??= loadPackage(true, 'node:internal/deps/acorn/acorn-walk/dist/walk', acorn));

const parse = (text, options) => acorn().parse(text, { __proto__: null, ecmaVersion: 'latest', ...options });

const parseModule = (text) => parse(text, { sourceType: 'module' });

// Whether a text fails only because it ends too early, so that another line could complete it.
function isRecoverableError(error, code) {
  // `{ a: 1,` is a block, or the beginning of an object.
  if (RegExpPrototypeExec(/^\s*\{/, code) !== null && isRecoverableError(error, `(${code}`)) return true;
  const { Parser, tokTypes } = acorn();
  let isRecoverable = false;
  class Watcher extends Parser {
    nextToken() {
      super.nextToken();
      if (this.type === tokTypes.eof) isRecoverable = true;
    }
    raise(position, message) {
      if (message === 'Unterminated template' || message === 'Unterminated comment') {
        isRecoverable = true;
      } else if (message === 'Unterminated string constant') {
        // A backslash at the end of a line continues the string.
        const token = StringPrototypeSlice(this.input, this.lastTokStart, this.pos);
        if (RegExpPrototypeExec(/\\(?:\r\n?|\n|\u2028|\u2029)$/, token) !== null) isRecoverable = true;
      }
      super.raise(position, message);
    }
  }
  try {
    Watcher.parse(code, { ecmaVersion: 'latest' });
    return false;
  } catch {
    return isRecoverable;
  }
}

function parses(text) {
  try {
    parse(text, { allowAwaitOutsideFunction: true });
    return true;
  } catch {
    return false;
  }
}

const isValidSyntax = (text) => parses(text) || parses(`_=${text}`);

// `{ a: 1 }` is meant as an object, `{ a: 1 };` as a block.
const isObjectLiteral = (code) => RegExpPrototypeExec(/^\s*{/, code) !== null && RegExpPrototypeExec(/;\s*$/, code) === null;

module.exports = { acorn, isObjectLiteral, isRecoverableError, isValidSyntax, parse, parseModule, walk };
