'use strict';

// The line under the cursor: moving in it, changing it, taking changes back.

const {
  ArrayPrototypeJoin, ArrayPrototypePop, ArrayPrototypePush, ArrayPrototypeReverse, ArrayPrototypeShift, ArrayPrototypeUnshift, MathCeil,
  RegExpPrototypeExec, SafeStringIterator, StringPrototypeCodePointAt, StringPrototypeSlice, StringPrototypeSplit,
} = primordials;

const { getStringWidth, stripVTControlCharacters } = require('internal/util/inspect/width');

const MAX_UNDO = 2048, MAX_KILLS = 32;
const WORD_LEFT = /^\s*(?:[^\w\s]+|\w+)?/, WORD_RIGHT = /^(?:\s+|[^\w\s]+|\w+)\s*/;

const reversed = (text) => ArrayPrototypeJoin(ArrayPrototypeReverse(StringPrototypeSplit(text, '')), '');

// Characters may take two places in a string.
function lengthLeft(text, at) {
  if (at <= 0) return 0;
  return at > 1 && StringPrototypeCodePointAt(text, at - 2) > 0xffff ? 2 : 1;
}

function lengthAt(text, at) {
  if (text.length <= at) return 1;
  return StringPrototypeCodePointAt(text, at) > 0xffff ? 2 : 1;
}

class Line {
  constructor(host) {
    this.host = host;      // has line, cursor, columns, tabSize, getPrompt(), refresh(), output
    this.undos = [];
    this.redos = [];
    this.kills = [];
    this.killIndex = 0;
    this.yanking = false;
  }

  // ---- places ----

  displayPosition(text) {
    const { columns, tabSize } = this.host;
    let offset = 0;
    let rows = 0;
    for (const char of new SafeStringIterator(stripVTControlCharacters(text))) {
      if (char === '\n') {
        rows += MathCeil(offset / columns) || 1;
        offset = 0;
        continue;
      }
      if (char === '\t') {
        offset += tabSize - (offset % tabSize);
        continue;
      }
      const width = getStringWidth(char, false);
      if (width === 2 && (offset + 1) % columns === 0) offset++;  // it does not fit into the last column
      offset += width;
    }
    const cols = offset % columns;
    return { cols, rows: rows + (offset - cols) / columns };
  }

  cursorPosition() {
    const { host } = this;
    return this.displayPosition(host.getPrompt() + StringPrototypeSlice(host.line, 0, host.cursor));
  }

  move(by) {
    if (by === 0) return;
    const { host } = this;
    const before = this.cursorPosition();
    host.cursor += by;
    if (host.cursor < 0) host.cursor = 0;
    else if (host.cursor > host.line.length) host.cursor = host.line.length;
    const after = this.cursorPosition();
    if (before.rows === after.rows) host.moveOnScreen(after.cols - before.cols, 0);
    else host.refresh();
  }

  left() { this.move(-lengthLeft(this.host.line, this.host.cursor)); }
  right() { this.move(lengthAt(this.host.line, this.host.cursor)); }
  home() { this.move(-Infinity); }
  end() { this.move(Infinity); }

  wordLeft() {
    const { host } = this;
    if (host.cursor > 0) this.move(-RegExpPrototypeExec(WORD_LEFT, reversed(StringPrototypeSlice(host.line, 0, host.cursor)))[0].length);
  }

  wordRight() {
    const { host } = this;
    if (host.cursor < host.line.length) this.move(RegExpPrototypeExec(WORD_RIGHT, StringPrototypeSlice(host.line, host.cursor))[0].length);
  }

  // ---- changes ----

  remember() {
    const { host } = this;
    if (ArrayPrototypePush(this.undos, { text: host.line, cursor: host.cursor }) > MAX_UNDO) ArrayPrototypeShift(this.undos);
    this.redos.length = 0;
  }

  insert(text) {
    const { host } = this;
    this.remember();
    if (host.cursor < host.line.length) {
      host.line = StringPrototypeSlice(host.line, 0, host.cursor) + text + StringPrototypeSlice(host.line, host.cursor);
      host.cursor += text.length;
      host.refresh();
      return;
    }
    const before = this.cursorPosition();
    host.line += text;
    host.cursor += text.length;
    const after = this.cursorPosition();
    // The terminal itself echoes it there, unless the text goes on to another row.
    if (before.rows < after.rows) host.refresh();
    else host.writeOut(text);
  }

  // Takes out the text between `from` and `to`; the cursor goes to `from`.
  cut(from, to, keep) {
    const { host } = this;
    if (from >= to) return;
    this.remember();
    if (keep) this.pushKill(StringPrototypeSlice(host.line, from, to));
    host.line = StringPrototypeSlice(host.line, 0, from) + StringPrototypeSlice(host.line, to);
    host.cursor = from;
    host.refresh();
  }

  deleteLeft() {
    const { line, cursor } = this.host;
    if (cursor > 0 && line.length > 0) this.cut(cursor - lengthLeft(line, cursor), cursor, false);
  }

  deleteRight() {
    const { line, cursor } = this.host;
    if (cursor < line.length) this.cut(cursor, cursor + lengthAt(line, cursor), false);
  }

  deleteWordLeft() {
    const { line, cursor } = this.host;
    if (cursor === 0) return;
    this.cut(cursor - RegExpPrototypeExec(WORD_LEFT, reversed(StringPrototypeSlice(line, 0, cursor)))[0].length, cursor, false);
  }

  deleteWordRight() {
    const { line, cursor } = this.host;
    if (cursor >= line.length) return;
    this.cut(cursor, cursor + RegExpPrototypeExec(WORD_RIGHT, StringPrototypeSlice(line, cursor))[0].length, false);
  }

  deleteLineLeft() { this.cut(0, this.host.cursor, true); }
  deleteLineRight() { this.cut(this.host.cursor, this.host.line.length, true); }

  pushKill(text) {
    if (!text || text === this.kills[0]) return;
    ArrayPrototypeUnshift(this.kills, text);
    this.killIndex = 0;
    if (this.kills.length > MAX_KILLS) ArrayPrototypePop(this.kills);
  }

  yank() {
    if (this.kills.length === 0) return;
    this.yanking = true;
    this.insert(this.kills[this.killIndex]);
  }

  // After a yank: the text killed before it takes its place.
  yankPop() {
    if (!this.yanking || this.kills.length <= 1) return;
    const { host } = this;
    const last = this.kills[this.killIndex];
    this.killIndex = (this.killIndex + 1) % this.kills.length;
    const current = this.kills[this.killIndex];
    const head = StringPrototypeSlice(host.line, 0, host.cursor - last.length);
    host.line = head + current + StringPrototypeSlice(host.line, host.cursor);
    host.cursor = head.length + current.length;
    host.refresh();
  }

  travel(from, to) {
    const { host } = this;
    if (from.length === 0) return;
    ArrayPrototypePush(to, { text: host.line, cursor: host.cursor });
    const entry = ArrayPrototypePop(from);
    host.line = entry.text;
    host.cursor = entry.cursor;
    host.refresh();
  }

  undo() { this.travel(this.undos, this.redos); }
  redo() { this.travel(this.redos, this.undos); }

  forget() {
    this.undos.length = 0;
    this.redos.length = 0;
  }
}

module.exports = { Line };
