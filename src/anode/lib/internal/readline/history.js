'use strict';

// The lines that were entered, the latest first.

const {
  ArrayPrototypeIndexOf, ArrayPrototypePop, ArrayPrototypeSplice, ArrayPrototypeUnshift, StringPrototypeStartsWith, StringPrototypeTrim,
} = primordials;

class History {
  constructor(host, lines, size, removeDuplicates) {
    this.host = host;
    this.lines = lines;
    this.size = size;
    this.removeDuplicates = !!removeDuplicates;
    this.index = -1;
    this.search = null;     // the beginning of the line when the search began
  }

  // Adds the line, and returns it as listeners are to get it.
  add() {
    const { host } = this;
    const { line } = host;
    if (line.length === 0 || this.size === 0 || StringPrototypeTrim(line).length === 0) return line;
    if (this.lines.length === 0 || this.lines[0] !== line) {
      if (this.removeDuplicates) {
        const index = ArrayPrototypeIndexOf(this.lines, line);
        if (index !== -1) ArrayPrototypeSplice(this.lines, index, 1);
      }
      ArrayPrototypeUnshift(this.lines, line);
      if (this.lines.length > this.size) ArrayPrototypePop(this.lines);
    }
    this.index = -1;
    const added = this.lines[0];
    host.emit('history', this.lines);  // a listener may take it out again: it may be secret
    return added;
  }

  show(index, text) {
    const { host } = this;
    this.index = index;
    host.line = text;
    host.cursor = text.length;
    host._refreshLine();
  }

  // Only lines that begin as this one does, and are not this one.
  fits(index) {
    const search = this.search || '';
    return StringPrototypeStartsWith(this.lines[index], search) && this.lines[index] !== this.host.line;
  }

  next() {
    if (this.index < 0 || this.lines.length === 0) return;
    let index = this.index - 1;
    while (index >= 0 && !this.fits(index)) index--;
    this.show(index, index === -1 ? this.search ?? '' : this.lines[index]);
  }

  previous() {
    if (this.index >= this.lines.length || this.lines.length === 0) return;
    let index = this.index + 1;
    while (index < this.lines.length && !this.fits(index)) index++;
    this.show(index, index === this.lines.length ? this.search ?? '' : this.lines[index]);
  }
}

module.exports = { History };
