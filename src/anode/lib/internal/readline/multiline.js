'use strict';

// A line that was entered but is not complete gets a line feed where the cursor was, and goes on in the next row.

const { StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeSplit } = primordials;

const { clearScreenDown, moveCursor } = require('internal/readline/cursor');
const { CONTINUATION } = require('internal/readline/editing');

const rowsOf = (text) => StringPrototypeSplit(text, '\n');

// The screen's cursor stands below the whole line here, wherever in the line it was: entering has moved it there.
function continueLine(iface) {
  const { _editor: editor, output } = iface;
  const { line, cursor, rows } = editor.entered;
  editor.set(line);
  iface.prevRows = rows;
  const before = StringPrototypeSlice(line, 0, cursor);
  const after = StringPrototypeSlice(line, cursor);
  editor.set(`${before}\n${after}`);
  iface.cursor = cursor + 1;
  if (after === '') {
    iface._writeToOutput(CONTINUATION);
    iface.prevRows = rowsOf(iface.line).length - 1;
    return;
  }

  // The rows from the split on are written again.
  const rowsBefore = rowsOf(before);
  let rest = after;
  if (iface.prevRows > 0) {
    const above = rowsBefore[rowsBefore.length - 2] ?? '';
    moveCursor(output, above.length + CONTINUATION.length, -(rowsOf(after).length + 1));
    rest = `${rowsBefore[rowsBefore.length - 1]}\n${after}`;
    clearScreenDown(output);
    iface._writeToOutput('\n');
  } else {
    moveCursor(output, 0, -rowsOf(line).length);
    clearScreenDown(output);
  }
  iface._writeToOutput(rowsBefore.length < 2 ? `${iface.getPrompt()}${before}\n${CONTINUATION}` : CONTINUATION);
  const at = editor.cursorPosition();
  iface._writeToOutput(StringPrototypeReplaceAll(rest, '\n', `\n${CONTINUATION}`));
  const end = editor.displayPosition(iface.line);
  moveCursor(output, at.cols - end.cols, at.rows - end.rows);
  iface.prevRows = at.rows;
}

module.exports = { continueLine };
