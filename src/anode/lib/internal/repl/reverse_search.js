'use strict';

// Ctrl-R and Ctrl-S: the entries of the history that hold the typed text, shown in place of the line.

const {
  SafeSet, StringPrototypeIndexOf, StringPrototypeLastIndexOf, StringPrototypeSlice,
} = primordials;

const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/cursor');

const LABELS = { __proto__: null, r: 'bck-i-search: ', s: 'fwd-i-search: ' };

class ReverseSearch {
  #repl;
  #seen = new SafeSet();
  #isActive = false;
  #index = -1;       // into the history
  #input = '';
  #at = -1;          // where in the entry the text was found
  #direction = 'r';
  #match = -1;       // the entry that is shown
  #matchAt = -1;
  #prompt;           // where the prompt ends on the screen

  constructor(repl) {
    this.#repl = repl;
  }

  #takeDirection(name) {
    if (!LABELS[name]) return false;
    if (this.#direction !== name) {
      this.#seen.clear();
      this.#direction = name;
    }
    return true;
  }

  #next() {
    this.#seen.add(this.#repl.history[this.#index]);
    this.#index += this.#direction === 'r' ? 1 : -1;
    this.#at = -1;
  }

  #search() {
    const repl = this.#repl;
    const label = LABELS[this.#direction];
    const { history } = repl;
    const back = this.#direction === 'r';
    if (this.#input === '') {
      this.#print(repl.line, `${label}_`);
      return;
    }
    if (back && this.#index < 0) this.#index = 0;
    else if (!back && this.#index >= history.length) this.#index = history.length - 1;
    while (this.#index >= 0 && this.#index < history.length) {
      let entry = history[this.#index];
      if (this.#seen.has(entry)) {
        this.#index += back ? 1 : -1;
        continue;
      }
      if (back) {
        if (this.#at === -1) this.#at = entry.length;
        this.#at = StringPrototypeLastIndexOf(entry, this.#input, this.#at - 1);
      } else {
        this.#at = StringPrototypeIndexOf(entry, this.#input, this.#at + 1);
      }
      if (this.#at === -1) {
        this.#next();
        continue;
      }
      const end = this.#at + this.#input.length;
      const { length } = entry;
      if (repl.useColors) {
        entry = `${StringPrototypeSlice(entry, 0, this.#at)}\x1B[4m${this.#input}\x1B[24m${StringPrototypeSlice(entry, end)}`;
      }
      this.#print(entry, `${label}${this.#input}_`, this.#at);
      this.#match = this.#index;
      this.#matchAt = this.#at;
      if (back ? this.#at === 0 : length === end) this.#next();
      return;
    }
    this.#print(repl.line, `failed-${label}${this.#input}_`);
  }

  // Shows a line, and the search below it.
  #print(line, search, cursor = this.#repl.cursor) {
    const repl = this.#repl;
    let rows = 0;
    if (this.#match !== -1) {
      const before = StringPrototypeSlice(repl.history[this.#match], 0, this.#matchAt);
      ({ rows } = repl._getDisplayPos(`${repl.getPrompt()}${before}`));
      cursorTo(repl.output, this.#prompt.cols);
    } else if (this.#isActive && repl.line !== '') {
      ({ rows } = repl.getCursorPos());
      cursorTo(repl.output, this.#prompt.cols);
    }
    if (rows !== 0) moveCursor(repl.output, 0, -rows);
    if (this.#isActive) {
      clearScreenDown(repl.output);
      repl.output.write(`${line}\n${search}`);
    } else {
      repl.output.write(`\n${search}`);
    }
    this.#match = -1;
    const prompt = repl.getPrompt();
    const at = repl._getDisplayPos(prompt + StringPrototypeSlice(line, 0, cursor));
    const end = repl._getDisplayPos(prompt + line);
    const below = repl._getDisplayPos(search);
    moveCursor(repl.output, 0, -1 - (below.rows - (below.cols === 0 ? 1 : 0)) - (end.rows - at.rows));
    cursorTo(repl.output, at.cols);
  }

  // Begins again with another text; without one the search ends, and the entry that is shown becomes the line.
  #reset(text) {
    const repl = this.#repl;
    this.#isActive = text !== undefined;
    if (!this.#isActive) {
      if (this.#match !== -1) {
        repl._editor.set(repl.history[this.#match]);
        repl.cursor = this.#matchAt;
        repl.historyIndex = this.#match;
      }
      this.#match = -1;
      cursorTo(repl.output, this.#prompt.cols);
      moveCursor(repl.output, 0, this.#prompt.rows);
      clearScreenDown(repl.output);
      if (repl.line !== '') {
        repl.output.write(repl.line);
        if (repl.line.length !== repl.cursor) {
          const { cols, rows } = repl.getCursorPos();
          cursorTo(repl.output, cols);
          moveCursor(repl.output, 0, rows);
        }
      }
    }
    this.#input = text || '';
    this.#at = -1;
    this.#index = repl.historyIndex;
    this.#seen.clear();
  }

  // Whether the key belongs to the search.
  takeKey(text, key) {
    const repl = this.#repl;
    if (!this.#isActive) {
      if (key.ctrl && this.#takeDirection(key.name)) {
        this.#index = repl.historyIndex;
        this.#prompt = repl._getDisplayPos(repl.getPrompt());
        this.#print(repl.line, `${LABELS[this.#direction]}_`);
        this.#isActive = true;
      }
    } else if (key.ctrl && this.#takeDirection(key.name)) {
      this.#search();
    } else if (key.name === 'backspace' || (key.ctrl && (key.name === 'h' || key.name === 'w'))) {
      this.#reset(StringPrototypeSlice(this.#input, 0, this.#input.length - 1));
      this.#search();
    } else if ((key.ctrl && key.name === 'c') || key.name === 'escape') {
      this.#match = -1;
      this.#reset();
      return true;
    } else if (key.ctrl || key.meta || key.name === 'return' || key.name === 'enter' || typeof text !== 'string' || text === '') {
      this.#reset();
      repl._editor.search = '';
    } else {
      this.#reset(`${this.#input}${text}`);
      this.#search();
    }
    return this.#isActive;
  }
}

module.exports = { ReverseSearch };
