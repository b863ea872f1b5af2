'use strict';

// The lines that were entered, the latest first. An entry of several lines is kept as Node's history file has it: its lines in reverse
// order, with carriage returns between them.

const {
  ArrayPrototypeIndexOf, ArrayPrototypeJoin, ArrayPrototypePop, ArrayPrototypeReverse, ArrayPrototypeShift, ArrayPrototypeSplice,
  ArrayPrototypeUnshift, StringPrototypeSplit, StringPrototypeStartsWith, StringPrototypeTrim,
} = primordials;

const { validateArray, validateNumber } = require('internal/validators');

const DEFAULT_SIZE = 30;

const reverseLines = (text, from, to) => ArrayPrototypeJoin(ArrayPrototypeReverse(StringPrototypeSplit(text, from)), to);

class History {
  #host;
  #options;
  #removeDuplicates;
  #size;
  #file;  // where the lines are kept, if setupHistory() was asked to

  constructor(host, options) {
    if (options.history !== undefined) validateArray(options.history, 'history');
    if (options.size !== undefined) validateNumber(options.size, 'size', 0);
    this.#host = host;
    this.#options = options;
    this.#removeDuplicates = !!options.removeHistoryDuplicates;
    this.#size = options.size ?? host.historySize ?? DEFAULT_SIZE;
    this.history = options.history ?? [];
    this.index = -1;
  }

  get size() { return this.#size; }
  get isFlushing() { return this.#file?.isFlushing ?? false; }

  // Reads the file and keeps it up to date; `onReady(error, host)` is called when the lines are there.
  initialize(onReady) {
    const { HistoryFile } = require('internal/repl/history_file');
    this.#file = new HistoryFile(this.#host, this, this.#options.filePath);
    this.#file.open(onReady);
  }

  // Adds the line, and returns it as listeners are to get it.
  addHistory(isMultiline, lastFailed) {
    const { line } = this.#host;
    if (line.length === 0 || this.#size === 0 || StringPrototypeTrim(line).length === 0) return line;
    // A line that goes on, or follows one that failed, takes the place of the entry before it.
    if ((isMultiline && this.index === -1) || lastFailed) ArrayPrototypeShift(this.history);
    const entry = reverseLines(line, '\n', '\r');
    if (this.history.length === 0 || this.history[0] !== entry) {
      if (this.#removeDuplicates) {
        const index = ArrayPrototypeIndexOf(this.history, entry);
        if (index !== -1) ArrayPrototypeSplice(this.history, index, 1);
      }
      ArrayPrototypeUnshift(this.history, entry);
      if (this.history.length > this.#size) ArrayPrototypePop(this.history);
    }
    this.index = -1;
    const added = isMultiline ? reverseLines(this.history[0], '\r', '\r') : this.history[0];
    this.#host.emit('history', this.history);  // a listener may take it out again: it may be secret
    return added;
  }

  // Only lines that begin as the search does, and are not the one shown.
  #fits(index, search) {
    return StringPrototypeStartsWith(this.history[index], search) && this.#host.line !== this.history[index];
  }

  canNavigateToNext() { return this.index > -1 && this.history.length > 0; }

  navigateToNext(search) {
    search ||= '';
    if (!this.canNavigateToNext()) return null;
    this.index--;
    while (this.index >= 0 && !this.#fits(this.index, search)) this.index--;
    return this.index === -1 ? search : reverseLines(this.history[this.index], '\r', '\n');
  }

  canNavigateToPrevious() { return this.history.length !== this.index && this.history.length > 0; }

  navigateToPrevious(search) {
    search ||= '';
    if (!this.canNavigateToPrevious()) return null;
    this.index++;
    while (this.index < this.history.length && !this.#fits(this.index, search)) this.index++;
    return this.index === this.history.length ? search : reverseLines(this.history[this.index], '\r', '\n');
  }
}

module.exports = { History };
