'use strict';

// Each key's effect on the line, as in Emacs and bash.

const { DateNow, RegExpPrototypeExec, RegExpPrototypeSymbolSplit, StringPrototypeSlice } = primordials;

const { cursorTo, clearScreenDown } = require('internal/readline/cursor');

const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/;

function interrupt(iface) {
  if (iface.listenerCount('SIGINT') > 0) iface.emit('SIGINT');
  else iface.close();
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
    if (iface.cursor === 0 && iface.line.length === 0) iface.close();
    else if (iface.cursor < iface.line.length) line.deleteRight();
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
  up: (iface) => iface._historyPrev(),
  down: (iface) => iface._historyNext(),
};

function insertText(iface, text) {
  // A text of several lines enters all of them but the last.
  const lines = RegExpPrototypeSymbolSplit(lineEnding, text);
  for (let i = 0; i < lines.length; i++) {
    if (i > 0) iface._line();
    if (lines[i] !== '') iface._insertString(lines[i]);
  }
}

function ttyWrite(iface, text, key = {}) {
  const line = iface._editor;
  const previous = iface._previousKey;
  iface._previousKey = key;
  if (!key.meta || key.name !== 'y') line.yanking = line.yanking && key.ctrl && key.name === 'y';

  const moves = key.name === 'up' || key.name === 'down' || (key.ctrl && (key.name === 'p' || key.name === 'n'));
  if (moves && !key.meta && !key.shift) iface._history.search ??= StringPrototypeSlice(iface.line, 0, iface.cursor);
  else if (iface._history.search !== null) {
    iface._history.search = null;
    if (iface._history.lines.length === iface._history.index) iface._history.index = -1;
  }

  // Undo and redo have no names of their own.
  if (typeof key.sequence === 'string') {
    if (key.sequence === '\x1f') {
      line.undo();
      return;
    }
    if (key.sequence === '\x1e') {
      line.redo();
      return;
    }
  }
  if (key.name === 'escape') return;

  let action;
  if (key.ctrl && key.shift) action = withCtrlAndShift[key.name];
  else if (key.ctrl) action = withCtrl[key.name];
  else if (key.meta) action = withMeta[key.name];
  else {
    if (iface._sawReturnAt && key.name !== 'enter') iface._sawReturnAt = 0;
    action = alone[key.name];
    if (key.name === 'tab' && typeof iface.completer === 'function' && iface.isCompletionEnabled) {
      iface._tabComplete(previous !== null && previous.name === 'tab');
      return;
    }
    if (action === undefined) {
      if (typeof text === 'string' && text !== '') {
        if (RegExpPrototypeExec(lineEnding, text) === null) iface._insertString(text);
        else insertText(iface, text);
      }
      return;
    }
  }
  action?.(iface, line);
}

module.exports = { ttyWrite };
