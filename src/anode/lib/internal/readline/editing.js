'use strict';

// The line under the cursor: moving in it, changing it, taking changes back. The line of a REPL may hold line feeds: then it is shown in
// several rows, and all but the first begin with `| `.

const {
  ArrayPrototypeJoin, ArrayPrototypePop, ArrayPrototypePush, ArrayPrototypeReverse, ArrayPrototypeShift, ArrayPrototypeUnshift, MathCeil,
  RegExpPrototypeExec, SafeStringIterator, StringPrototypeCodePointAt, StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeSplit,
} = primordials;

const { getStringWidth, stripVTControlCharacters } = require('internal/util/inspect/width');

const CONTINUATION = '| ';
const MAX_UNDO = 2048, MAX_KILLS = 32;
const WORD_LEFT = /^\s*(?:[^\w\s]+|\w+)?/, WORD_RIGHT = /^(?:\s+|[^\w\s]+|\w+)\s*/, DELETED_RIGHT = /^(?:\s+|\W+|\w+)\s*/;

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
    this.host = host;        // has line, cursor, columns, tabSize, isCompletionEnabled, getPrompt() and the methods that draw
    this.multiline = false;  // stays true where a deletion took the last line feed, until the whole line is set
    this.undos = [];
    this.redos = [];
    this.kills = [];
    this.killIndex = 0;
    this.yanking = false;
    this.column = -1;        // where the cursor was before it moved to a row that is shorter
    this.entered = undefined;  // { line, cursor, rows } of the line that was entered last
    this.lastFailed = false;   // whether the line entered last ended with an error in a REPL
    this.search = null;        // the beginning of the line when a walk through the history began
  }

  // Shows a line of the history.
  show(text) {
    this.remember();
    this.set(text);
    this.host.cursor = text.length;
    this.host._refreshLine();
  }

  set(text) {
    this.host.line = text;
    this.multiline = StringPrototypeIncludes(text, '\n');
  }

  // ---- places ----

  displayPosition(text) {
    const { columns, tabSize } = this.host;
    let offset = 0;
    let rows = 0;
    for (const char of new SafeStringIterator(stripVTControlCharacters(text))) {
      if (char === '\n') {
        rows += MathCeil(offset / columns) || 1;
        offset = this.multiline ? CONTINUATION.length : 0;
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

  left() { this.host._moveCursor(-lengthLeft(this.host.line, this.host.cursor)); }
  right() { this.host._moveCursor(lengthAt(this.host.line, this.host.cursor)); }
  home() { this.host._moveCursor(-Infinity); }
  end() { this.host._moveCursor(+Infinity); }

  wordLeft() {
    const { host } = this;
    if (host.cursor === 0) return;
    host._moveCursor(-RegExpPrototypeExec(WORD_LEFT, reversed(StringPrototypeSlice(host.line, 0, host.cursor)))[0].length);
  }

  wordRight() {
    const { host } = this;
    if (host.cursor < host.line.length) {
      host._moveCursor(RegExpPrototypeExec(WORD_RIGHT, StringPrototypeSlice(host.line, host.cursor))[0].length);
    }
  }

  // Moves to the row above (-1) or below (1) in a line of several rows; false where there is none.
  moveRow(direction) {
    if (!this.multiline) return false;
    const rows = StringPrototypeSplit(this.host.line, '\n');
    const at = this.cursorPosition();
    if (direction < 0 ? at.rows <= 0 : at.rows >= rows.length - 1) return false;
    const current = rows[at.rows];
    const other = rows[at.rows + direction];
    const toEnd = direction > 0 ? current.length - at.cols + CONTINUATION.length + other.length + 1 : 1 - at.cols;
    let by = direction > 0 ? current.length + 1 : -other.length - 1;
    if (at.cols > other.length + 1) {
      if (this.column === -1) this.column = at.cols;
      by = toEnd;
    } else if (this.column !== -1) {
      if (this.column <= other.length) {
        by += this.column - at.cols;
        this.column = -1;
      } else {
        by = toEnd;
      }
    }
    this.host._moveCursor(by);
    return true;
  }

  // ---- changes ----

  remember() {
    const { host } = this;
    if (ArrayPrototypePush(this.undos, { text: host.line, cursor: host.cursor }) > MAX_UNDO) ArrayPrototypeShift(this.undos);
  }

  insert(text) {
    const { host } = this;
    this.remember();
    const inside = host.cursor < host.line.length;
    const changed = StringPrototypeSlice(host.line, 0, host.cursor) + text + StringPrototypeSlice(host.line, host.cursor);
    if (!host.isCompletionEnabled) {
      // Pasted text is written as it comes: to draw the line again for each character would take long.
      host.line = changed;
      host.cursor += text.length;
      host.writeOut(text);
      return;
    }
    if (inside) {
      this.set(changed);
      host.cursor += text.length;
      host.refresh();
      return;
    }
    const before = this.cursorPosition();
    host.line = changed;
    host.cursor += text.length;
    const after = this.cursorPosition();
    // The terminal itself echoes it there, unless the text goes on to another row.
    if (before.rows < after.rows) host.refresh();
    else host.writeOut(text);
  }

  // Takes out the text between `from` and `to`; the cursor goes to `from`.
  cut(from, to) {
    const { host } = this;
    this.remember();
    host.line = StringPrototypeSlice(host.line, 0, from) + StringPrototypeSlice(host.line, to);
    host.cursor = from;
    host.refresh();
  }

  deleteLeft() {
    const { line, cursor } = this.host;
    if (cursor > 0 && line.length > 0) this.cut(cursor - lengthLeft(line, cursor), cursor);
  }

  deleteRight() {
    const { line, cursor } = this.host;
    if (cursor < line.length) this.cut(cursor, cursor + lengthAt(line, cursor));
  }

  deleteWordLeft() {
    const { line, cursor } = this.host;
    if (cursor === 0) return;
    this.cut(cursor - RegExpPrototypeExec(WORD_LEFT, reversed(StringPrototypeSlice(line, 0, cursor)))[0].length, cursor);
  }

  deleteWordRight() {
    const { line, cursor } = this.host;
    if (cursor >= line.length) return;
    this.cut(cursor, cursor + RegExpPrototypeExec(DELETED_RIGHT, StringPrototypeSlice(line, cursor))[0].length);
  }

  deleteLineLeft() {
    const { host } = this;
    this.remember();
    const killed = StringPrototypeSlice(host.line, 0, host.cursor);
    this.set(StringPrototypeSlice(host.line, host.cursor));
    host.cursor = 0;
    this.pushKill(killed);
    host.refresh();
  }

  deleteLineRight() {
    const { host } = this;
    this.remember();
    const killed = StringPrototypeSlice(host.line, host.cursor);
    this.set(StringPrototypeSlice(host.line, 0, host.cursor));
    this.pushKill(killed);
    host.refresh();
  }

  pushKill(text) {
    if (!text || text === this.kills[0]) return;
    ArrayPrototypeUnshift(this.kills, text);
    this.killIndex = 0;
    if (this.kills.length > MAX_KILLS) ArrayPrototypePop(this.kills);
  }

  yank() {
    if (this.kills.length === 0) return;
    this.yanking = true;
    this.host._insertString(this.kills[this.killIndex]);
  }

  // After a yank: the text killed before it takes its place.
  yankPop() {
    if (!this.yanking || this.kills.length <= 1) return;
    const { host } = this;
    const last = this.kills[this.killIndex];
    this.killIndex = (this.killIndex + 1) % this.kills.length;
    const current = this.kills[this.killIndex];
    const head = StringPrototypeSlice(host.line, 0, host.cursor - last.length);
    this.set(head + current + StringPrototypeSlice(host.line, host.cursor));
    host.cursor = head.length + current.length;
    host.refresh();
  }

  travel(from, to) {
    const { host } = this;
    if (from.length === 0) return;
    ArrayPrototypePush(to, { text: host.line, cursor: host.cursor });
    const entry = ArrayPrototypePop(from);
    this.set(entry.text);
    host.cursor = entry.cursor;
    host.refresh();
  }

  undo() { this.travel(this.undos, this.redos); }
  redo() { this.travel(this.redos, this.undos); }

  // The line is entered: its changes can no longer be taken back, but the line itself may have to go on (continueLine()).
  enter() {
    const { line, cursor, prevRows } = this.host;
    this.entered = { line, cursor, rows: prevRows };
  }

  forget() {
    this.undos.length = 0;
    this.redos.length = 0;
  }
}

module.exports = { CONTINUATION, Line };
