'use strict';

// What a REPL shows in grey while a line is typed: the completion behind it, and its value below it.

const {
  ArrayPrototypeFilter, Boolean, FunctionPrototypeBind, MathMin, RegExpPrototypeExec, SafeStringIterator, StringPrototypeSlice,
  StringPrototypeTrim,
} = primordials;

const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/cursor');
const { commonPrefix } = require('internal/readline/completion');
const { evaluatePreview } = require('internal/repl/preview_value');
const { isValidSyntax } = require('internal/repl/parser');
const { kState } = require('internal/repl/state');
const { getStringWidth } = require('internal/util/inspect/width');
const { debuglog } = require('internal/util/debuglog');

const MAX_COLUMNS = 250;

let debug = debuglog('repl', (enabled) => { debug = enabled; });

const inactive = { __proto__: null, clear() {}, show() {} };

class Preview {
  #repl;
  #value = null;        // the shown value
  #completion = null;   // the shown rest of a name
  #requests = 0;        // of completions: a late answer to an earlier one is dropped
  #hasCompletions = false;
  #isWrapped = false;   // whether the line was put into parentheses to be an object
  #escaped = null;      // the line for which Escape has taken the completion away
  #insertsAtEnd = true;

  constructor(repl) {
    this.#repl = repl;
    const refresh = FunctionPrototypeBind(repl._refreshLine, repl);
    repl._refreshLine = () => {
      this.#value = null;
      refresh();
      this.show(true);
    };
    // Moving right at the end of the line takes the completion over.
    const move = FunctionPrototypeBind(repl._moveCursor, repl);
    repl._moveCursor = (by) => {
      const { cursor } = repl;
      move(by);
      if (cursor + by > repl.line.length && typeof repl.completer === 'function' && this.#insertsAtEnd) this.#complete(repl.line, true);
    };
    const clear = FunctionPrototypeBind(repl.clearLine, repl);
    repl.clearLine = () => {
      this.#insertsAtEnd = false;
      clear();
      this.#insertsAtEnd = true;
    };
  }

  #positions() {
    const repl = this.#repl;
    const end = repl._getDisplayPos(repl.getPrompt() + repl.line);
    return { end, at: repl.line.length !== repl.cursor ? repl.getCursorPos() : end };
  }

  #isAtEnd() {
    const { end, at } = this.#positions();
    return at.rows === end.rows && at.cols === end.cols;
  }

  // Before a key is handled.
  clear(key) {
    const repl = this.#repl;
    if (this.#value !== null) {
      const { end, at } = this.#positions();
      const rows = end.rows - at.rows + 1;
      moveCursor(repl.output, 0, rows);
      clearLine(repl.output);
      moveCursor(repl.output, 0, -rows);
      this.#value = null;
    }
    if (this.#completion !== null) this.#clearCompletion(key);
    if (this.#escaped !== repl.line) this.#escaped = null;
  }

  #clearCompletion(key) {
    const repl = this.#repl;
    const isInside = repl.line.length !== repl.cursor;
    let positions;
    let rows;
    if (isInside) {
      positions = this.#positions();
      cursorTo(repl.output, positions.end.cols);
      rows = positions.end.rows - positions.at.rows;
      moveCursor(repl.output, 0, rows);
    }
    const end = repl._getDisplayPos(`${repl.getPrompt()}${repl.line}${this.#completion}`);
    if (end.rows === 0 || (isInside && positions.end.rows === end.rows)) clearLine(repl.output, 1);
    else clearScreenDown(repl.output);
    if (isInside) {
      cursorTo(repl.output, positions.at.cols);
      moveCursor(repl.output, 0, -rows);
    }
    if (!key.ctrl && !key.shift) {
      if (key.name === 'escape') {
        if (this.#escaped === null && key.meta) this.#escaped = repl.line;
      } else if ((key.name === 'return' || key.name === 'enter') && !key.meta && this.#escaped !== repl.line && this.#isAtEnd()) {
        repl._insertString(this.#completion);
      }
    }
    this.#completion = null;
  }

  #complete(line, insert) {
    const repl = this.#repl;
    const request = ++this.#requests;
    repl.completer(line, (error, data) => {
      if (request !== this.#requests) return;
      if (error) {
        debug('Error while generating completion preview', error);
        return;
      }
      const { 0: completions, 1: completeOn } = data;
      if (!completions || completions.length === 0) return;
      this.#hasCompletions = true;
      const prefix = commonPrefix(ArrayPrototypeFilter(completions, Boolean));
      if (prefix.length <= completeOn.length) return;
      const rest = StringPrototypeSlice(prefix, completeOn.length);
      if (insert) repl._insertString(rest);
      else this.#writeCompletion(rest);
    });
  }

  #writeCompletion(rest) {
    const repl = this.#repl;
    this.#completion = rest;
    const { end, at } = this.#positions();
    if (repl.line.length !== repl.cursor) {
      cursorTo(repl.output, end.cols);
      moveCursor(repl.output, 0, end.rows - at.rows);
    }
    repl.output.write(repl.useColors ? `\u001b[90m${rest}\u001b[39m` : ` // ${rest}`);
    cursorTo(repl.output, at.cols);
    const after = repl._getDisplayPos(`${repl.getPrompt()}${repl.line}${rest}`);
    moveCursor(repl.output, 0, -(after.rows - at.rows - (after.cols === 0 ? 1 : 0)));
  }

  // After a key was handled.
  show(withCompletion) {
    const repl = this.#repl;
    if (this.#value !== null || repl._editor.multiline || !repl.isCompletionEnabled) return;
    const line = StringPrototypeTrim(repl.line);
    if (line === '') return;
    this.#hasCompletions = false;
    if (withCompletion) this.#complete(repl.line, false);
    if (repl[kState].buffered) return;
    let text = line;
    if (this.#completion !== null && this.#isAtEnd() && this.#escaped !== repl.line) text += this.#completion;
    this.#evaluate(text, line);
    if (this.#isWrapped) this.#evaluate(text, line);
    this.#isWrapped = false;
  }

  #evaluate(text, line) {
    const repl = this.#repl;
    if (!this.#isWrapped && text[0] === '{' && text[text.length - 1] !== ';' && isValidSyntax(text)) {
      text = `(${text})`;
      this.#isWrapped = true;
    }
    evaluatePreview(repl, text, this.#hasCompletions, (error, shown) => {
      if (shown === null || shown === undefined) return;
      this.#isWrapped = false;
      if (line === shown) return;
      if (error) {
        debug('Error while generating preview', error);
        return;
      }
      if (shown === 'undefined' && (!repl.useColors || repl.ignoreUndefined)) return;
      this.#writeValue(shown);
    });
  }

  #writeValue(shown) {
    const repl = this.#repl;
    this.#value = shown;
    let columns = MathMin(repl.columns, MAX_COLUMNS);
    if (shown.length * 2 >= columns && getStringWidth(shown) > columns) {
      columns -= 4 + (repl.useColors ? 0 : 3);
      let text = '';
      for (const char of new SafeStringIterator(shown)) {
        columns -= getStringWidth(char);
        if (columns < 0) break;
        text += char;
      }
      shown = `${text}...`;
    }
    const lineEnd = RegExpPrototypeExec(/[\r\n\v]/, shown);
    if (lineEnd !== null) shown = StringPrototypeSlice(shown, 0, lineEnd.index);
    const { end, at } = this.#positions();
    const rows = end.rows - at.rows;
    moveCursor(repl.output, 0, rows);
    repl.output.write(`\n${repl.useColors ? `\u001b[90m${shown}\u001b[39m` : `// ${shown}`}`);
    cursorTo(repl.output, at.cols);
    moveCursor(repl.output, 0, -rows - 1);
  }
}

const makePreview = (repl, isActive) => (isActive && process.env.TERM !== 'dumb' ? new Preview(repl) : inactive);

module.exports = { makePreview };
