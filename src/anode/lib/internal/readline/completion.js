'use strict';

// Completion: the completer's suggestions, put into the line or shown in columns.

const {
  ArrayPrototypeFilter, ArrayPrototypeMap, MathFloor, MathMax, ReflectApply, StringPrototypeRepeat, StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const { getStringWidth } = require('internal/util/inspect/width');

function commonPrefix(strings) {
  if (strings.length === 0) return '';
  let prefix = strings[0];
  for (let i = 1; i < strings.length; i++) {
    while (!StringPrototypeStartsWith(strings[i], prefix)) prefix = StringPrototypeSlice(prefix, 0, -1);
  }
  return prefix;
}

// The completer of `readline` takes a callback.
function completeByCallback(iface, lastKeypressWasTab) {
  iface.pause();
  iface.completer(StringPrototypeSlice(iface.line, 0, iface.cursor), (error, value) => {
    iface.resume();
    if (error) iface._writeToOutput(`Tab completion error: ${require('internal/util/inspect').inspect(error)}`);
    else offer(iface, lastKeypressWasTab, value);
  });
}

// That of `readline/promises` returns its suggestions, or a promise of them.
async function complete(iface, lastKeypressWasTab) {
  iface.pause();
  const text = StringPrototypeSlice(iface.line, 0, iface.cursor);
  let value;
  try {
    value = await iface.completer(text);
  } catch (error) {
    iface._writeToOutput(`Tab completion error: ${require('internal/util/inspect').inspect(error)}`);
    return;
  } finally {
    iface.resume();
  }
  offer(iface, lastKeypressWasTab, value);
}

function offer(iface, lastKeypressWasTab, value) {
  const { 0: completions, 1: completeOn } = value;
  if (!completions || completions.length === 0) return;
  // An empty string separates groups.
  const prefix = commonPrefix(ArrayPrototypeFilter(completions, (entry) => entry !== ''));
  if (StringPrototypeStartsWith(prefix, completeOn) && prefix.length > completeOn.length) {
    iface._insertString(StringPrototypeSlice(prefix, completeOn.length));
    return;
  }
  if (!StringPrototypeStartsWith(completeOn, prefix)) {
    iface._editor.set(
      StringPrototypeSlice(iface.line, 0, iface.cursor - completeOn.length) + prefix + StringPrototypeSlice(iface.line, iface.cursor));
    iface.cursor = iface.cursor - completeOn.length + prefix.length;
    iface._refreshLine();
    return;
  }
  if (!lastKeypressWasTab) return;
  iface._editor.remember();
  const widths = ArrayPrototypeMap(completions, (entry) => getStringWidth(entry));
  const width = ReflectApply(MathMax, undefined, widths) + 2;
  let columns = MathFloor(iface.columns / width) || 1;
  if (columns === Infinity) columns = 1;
  let output = '\r\n';
  let column = 0;
  let gap = 0;
  for (let i = 0; i < completions.length; i++) {
    const entry = completions[i];
    if (entry === '' || column === columns) {
      output += '\r\n';
      column = 0;
      gap = 0;
    } else {
      output += StringPrototypeRepeat(' ', gap);
    }
    if (entry !== '') {
      output += entry;
      gap = width - widths[i];
      column++;
    } else {
      output += '\r\n';
    }
  }
  if (column !== 0) output += '\r\n\r\n';
  iface._writeToOutput(output);
  iface._refreshLine();
}

module.exports = { commonPrefix, complete, completeByCallback };
