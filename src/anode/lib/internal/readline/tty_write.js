'use strict';

// Each key's effect on the line, as in Emacs and bash.

const { DateNow, RegExpPrototypeSymbolSplit, StringPrototypeSlice } = primordials;

const { AbortError } = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { cursorTo, clearScreenDown } = require('internal/readline/cursor');

const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/;

function interrupt(iface) {
  if (iface.listenerCount('SIGINT') > 0) {
    iface.emit('SIGINT');
    return;
  }
  iface.close();
  iface._questionReject?.(new AbortError('Aborted with Ctrl+C'));
}

function suspend(iface) {
  if (iface.listenerCount('SIGTSTP') > 0) {
    iface.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    // A program that paused the stream must not find it flowing.
    if (!iface.paused) {
      iface.pause();
      iface.emit('SIGCONT');
    }
    iface._setRawMode(true);
    iface._refreshLine();
  });
  iface._setRawMode(false);
  process.kill(process.pid, 'SIGTSTP');
}

const withCtrlAndShift = {
  __proto__: null,
  backspace: (iface, line) => line.deleteLineLeft(),
  delete: (iface, line) => line.deleteLineRight(),
};

const withCtrl = {
  __proto__: null,
  c: interrupt,
  h: (iface, line) => line.deleteLeft(),
  d(iface, line) {
    if (iface.cursor === 0 && iface.line.length === 0) {
      iface.close();
      iface._questionReject?.(new AbortError('Aborted with Ctrl+D'));
    } else if (iface.cursor < iface.line.length) {
      line.deleteRight();
    }
  },
  u: (iface, line) => line.deleteLineLeft(),
  k: (iface, line) => line.deleteLineRight(),
  a: (iface, line) => line.home(),
  e: (iface, line) => line.end(),
  b: (iface, line) => line.left(),
  f: (iface, line) => line.right(),
  l(iface) {
    cursorTo(iface.output, 0, 0);
    clearScreenDown(iface.output);
    iface._refreshLine();
  },
  n: (iface) => iface._historyNext(),
  p: (iface) => iface._historyPrev(),
  y: (iface, line) => line.yank(),
  z: suspend,
  w: (iface, line) => line.deleteWordLeft(),
  backspace: (iface, line) => line.deleteWordLeft(),
  delete: (iface, line) => line.deleteWordRight(),
  left: (iface, line) => line.wordLeft(),
  right: (iface, line) => line.wordRight(),
};

const withMeta = {
  __proto__: null,
  b: (iface, line) => line.wordLeft(),
  f: (iface, line) => line.wordRight(),
  d: (iface, line) => line.deleteWordRight(),
  delete: (iface, line) => line.deleteWordRight(),
  backspace: (iface, line) => line.deleteWordLeft(),
  y: (iface, line) => line.yankPop(),
};

const alone = {
  __proto__: null,
  return(iface) {
    iface._sawReturnAt = DateNow();
    iface._line();
  },
  enter(iface) {
    // The second half of \r\n is no line of its own.
    if (iface._sawReturnAt === 0 || DateNow() - iface._sawReturnAt > iface.crlfDelay) iface._line();
    iface._sawReturnAt = 0;
  },
  backspace: (iface, line) => line.deleteLeft(),
  delete: (iface, line) => line.deleteRight(),
  left: (iface, line) => line.left(),
  right: (iface, line) => line.right(),
  home: (iface, line) => line.home(),
  end: (iface, line) => line.end(),
  up: (iface, line) => byRow(iface, line, -1),
  down: (iface, line) => byRow(iface, line, 1),
};

function byRow(iface, line, direction) {
  if (line.moveRow(direction)) return;
  line.column = -1;
  if (direction < 0) iface._historyPrev();
  else iface._historyNext();
}

// A text of several lines enters all of them but the last.
function insertText(iface, text) {
  const lines = RegExpPrototypeSymbolSplit(lineEnding, text);
  for (let i = 0; i < lines.length; i++) {
    if (i > 0) iface._line();
    iface._insertString(lines[i]);
  }
}

function ttyWrite(iface, text, key) {
  key ||= kEmptyObject;
  const line = iface._editor;
  const previous = iface._previousKey;
  iface._previousKey = key;
  if (!key.meta || key.name !== 'y') line.yanking = false;

  if ((key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift) {
    if (line.search === null && !line.multiline) line.search = StringPrototypeSlice(iface.line, 0, iface.cursor);
  } else if (line.search !== null) {
    line.search = null;
    if (iface.history.length === iface.historyIndex) iface.historyIndex = -1;
  }

  // Undo and redo have no names of their own.
  if (typeof key.sequence === 'string' && (key.sequence[0] === '\x1f' || key.sequence[0] === '\x1e')) {
    if (key.sequence[0] === '\x1f') line.undo();
    else line.redo();
    return;
  }
  if (key.name === 'escape') return;

  if (key.ctrl && key.shift) withCtrlAndShift[key.name]?.(iface, line);
  else if (key.ctrl) withCtrl[key.name]?.(iface, line);
  else if (key.meta) withMeta[key.name]?.(iface, line);
  else press(iface, line, text, key, previous);
  if (!(key.name === 'up' || key.name === 'down') || key.ctrl || key.meta) line.column = -1;
}

function press(iface, line, text, key, previous) {
  if (iface._sawReturnAt && key.name !== 'enter') iface._sawReturnAt = 0;
  if (key.name === 'tab' && typeof iface.completer === 'function' && iface.isCompletionEnabled) {
    iface._tabComplete(previous !== null && previous.name === 'tab');
    return;
  }
  const action = alone[key.name];
  if (action !== undefined) action(iface, line);
  else if (typeof text === 'string' && text !== '') insertText(iface, text);
}

// A terminal that cannot move its cursor: text is appended.
function ttyWriteDumb(iface, text, key) {
  key ||= kEmptyObject;
  if (key.name === 'escape') return;
  if (iface._sawReturnAt && key.name !== 'enter') iface._sawReturnAt = 0;
  if (key.ctrl && key.name === 'c') {
    if (iface.listenerCount('SIGINT') > 0) iface.emit('SIGINT');
    else iface.close();
  } else if (key.ctrl && key.name === 'd') {
    iface.close();
  } else if (key.name === 'return' || key.name === 'enter') {
    alone[key.name](iface);
  } else if (typeof text === 'string' && text !== '') {
    iface.line += text;
    iface.cursor += text.length;
    iface._writeToOutput(text);
  }
}

module.exports = { ttyWrite, ttyWriteDumb };
