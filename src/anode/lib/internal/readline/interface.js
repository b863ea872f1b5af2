'use strict';

// readline's Interface: lines from a stream, edited where the stream is a terminal.

const {
  ArrayPrototypePush, DateNow, FunctionPrototypeCall, MathMax, NumberIsFinite, ObjectDefineProperty, ObjectSetPrototypeOf,
  ReflectOwnKeys, RegExpPrototypeExec, SafeArrayIterator, StringPrototypeCodePointAt, StringPrototypeEndsWith, StringPrototypeSlice,
  StringPrototypeSplit, SymbolAsyncIterator, SymbolDispose,
} = primordials;

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { validateAbortSignal, validateString, validateUint32 } = require('internal/validators');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/cursor');
const { emitKeypressEvents } = require('internal/readline/keys');
const { CONTINUATION, Line } = require('internal/readline/editing');
const { History } = require('internal/readline/history');
const { complete } = require('internal/readline/completion');

const CRLF_DELAY = 100;
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  FunctionPrototypeCall(EventEmitter, this);
  this._sawReturnAt = 0;
  this.isCompletionEnabled = true;
  this._sawKeyPress = false;
  this._previousKey = null;
  this.escapeCodeTimeout = 500;
  this.tabSize = 8;
  let kept = kEmptyObject;
  let crlfDelay;
  let prompt = '> ';
  let signal;
  if (input?.input) {
    const options = input;
    ({ output, completer, terminal, signal, crlfDelay } = options);
    kept = {
      __proto__: null, history: options.history, size: options.historySize, removeHistoryDuplicates: options.removeHistoryDuplicates,
    };
    if (options.tabSize !== undefined) {
      validateUint32(options.tabSize, 'tabSize', true);
      this.tabSize = options.tabSize;
    }
    if (options.prompt !== undefined) {
      ({ prompt } = options);
    }
    if (options.escapeCodeTimeout !== undefined) {
      if (!NumberIsFinite(options.escapeCodeTimeout)) throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', this.escapeCodeTimeout);
      this.escapeCodeTimeout = options.escapeCodeTimeout;
    }
    if (signal) validateAbortSignal(signal, 'options.signal');
    ({ input } = options);
  }
  this.setupHistoryManager(kept);
  if (completer !== undefined && typeof completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', completer);
  if (terminal === undefined && output !== null && output !== undefined) terminal = output.isTTY;

  const hidden = (name, value) =>
    ObjectDefineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
  this.line = '';
  this.output = output;
  this.input = input;
  this.crlfDelay = crlfDelay ? MathMax(CRLF_DELAY, crlfDelay) : CRLF_DELAY;
  this.completer = completer;
  this.closed = false;
  this.paused = false;
  this.setPrompt(prompt);
  this._questionCallback = null;
  this._oldPrompt = null;
  this._line_buffer = null;
  this.prevRows = 0;
  this.terminal = !!terminal;
  hidden('_editor', new Line(this));
  listen(this, input, output);
  if (signal) {
    const onAborted = () => this.close();
    if (signal.aborted) {
      process.nextTick(onAborted);
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, onAborted);
      this.once('close', disposable[SymbolDispose]);
    }
  }
  this._editor.set('');
  input.resume();
}
ObjectSetPrototypeOf(Interface.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Interface, EventEmitter);

function listen(iface, input, output) {
  const onError = (error) => iface.emit('error', error);
  input.on('error', onError);
  if (!iface.terminal) {
    const onData = (data) => iface._normalWrite(data);
    const onEnd = () => {
      if (typeof iface._line_buffer === 'string' && iface._line_buffer.length > 0) iface.emit('line', iface._line_buffer);
      iface.close();
    };
    iface._decoder = new StringDecoder('utf8');
    input.on('data', onData);
    input.on('end', onEnd);
    iface.once('close', () => {
      input.removeListener('data', onData);
      input.removeListener('error', onError);
      input.removeListener('end', onEnd);
    });
    return;
  }
  const onKeypress = (text, key) => {
    iface._ttyWrite(text, key);
    if (key?.sequence) {
      // Half of a character: the terminal shows something else.
      const code = StringPrototypeCodePointAt(key.sequence, 0);
      if (code >= 0xd800 && code <= 0xdfff) iface._refreshLine();
    }
  };
  const onEnd = () => {
    if (typeof iface.line === 'string' && iface.line.length > 0) iface.emit('line', iface.line);
    iface.close();
  };
  const onResize = () => iface._refreshLine();
  emitKeypressEvents(input, iface);
  input.on('keypress', onKeypress);
  input.on('end', onEnd);
  iface._setRawMode(true);
  iface.cursor = 0;
  if (output !== null && output !== undefined) output.on('resize', onResize);
  iface.once('close', () => {
    input.removeListener('keypress', onKeypress);
    input.removeListener('error', onError);
    input.removeListener('end', onEnd);
    if (output !== null && output !== undefined) output.removeListener('resize', onResize);
  });
}

const accessor = (name, get, set) =>
  ObjectDefineProperty(Interface.prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });
accessor('columns', function() { return this.output?.columns || Infinity; });

const mustBeOpen = (iface) => {
  if (iface.closed) throw new ERR_USE_AFTER_CLOSE('readline');
};

const methods = {
  // A new history: `filePath`, `size`, `removeHistoryDuplicates`, and `onHistoryFileLoaded`, which is called when the file has been read.
  setupHistoryManager(options) {
    this.historyManager = new History(this, options);
    if (options.onHistoryFileLoaded) this.historyManager.initialize(options.onHistoryFileLoaded);
    const own = (name, get, set) => ObjectDefineProperty(this, name, { __proto__: null, configurable: true, enumerable: true, get, set });
    own('history', () => this.historyManager.history, (lines) => { this.historyManager.history = lines; });
    own('historyIndex', () => this.historyManager.index, (index) => { this.historyManager.index = index; });
    own('historySize', () => this.historyManager.size);
    own('isFlushing', () => this.historyManager.isFlushing);
  },

  getPrompt() { return this._prompt; },
  setPrompt(prompt) { this._prompt = prompt; },

  prompt(preserveCursor) {
    if (this.paused || this.closed) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this._prompt);
    }
  },

  _question(query, callback) {
    mustBeOpen(this);
    if (this._questionCallback) {
      this.prompt();
      return;
    }
    this._oldPrompt = this._prompt;
    this.setPrompt(query);
    this._questionCallback = callback;
    this.prompt();
  },

  _onLine(line) {
    if (this._questionCallback) {
      const callback = this._questionCallback;
      this._questionCallback = null;
      this.setPrompt(this._oldPrompt);
      callback(line);
    } else {
      this.emit('line', line);
    }
  },

  _cancelQuestion() {
    if (!this._questionCallback) return;
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    this.clearLine();
  },

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this.emit('close');
  },

  pause() {
    mustBeOpen(this);
    if (this.paused) return this;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  },

  resume() {
    mustBeOpen(this);
    if (!this.paused) return this;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  },

  write(data, key) {
    mustBeOpen(this);
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  },

  clearLine() {
    this._moveCursor(+Infinity);
    this._writeToOutput('\r\n');
    this._editor.set('');
    this.cursor = 0;
    this.prevRows = 0;
  },

  getCursorPos() { return this._editor.cursorPosition(); },

  // ---- formerly private methods that programs patch ----

  _setRawMode(mode) {
    const wasRaw = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return wasRaw;
  },

  _writeToOutput(text) {
    validateString(text, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(text);
  },

  _addHistory() { return this.historyManager.addHistory(this._editor.multiline, this._editor.lastFailed); },

  _historyNext() {
    if (this.historyManager.canNavigateToNext()) this._editor.show(this.historyManager.navigateToNext(this._editor.search));
  },

  _historyPrev() {
    if (this.historyManager.canNavigateToPrevious()) this._editor.show(this.historyManager.navigateToPrevious(this._editor.search));
  },

  _refreshLine() {
    const shown = this._prompt + this.line;
    const end = this._editor.displayPosition(shown);
    const at = this._editor.cursorPosition();
    if (this.prevRows > 0) moveCursor(this.output, 0, -this.prevRows);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    if (this._editor.multiline) {
      const rows = StringPrototypeSplit(this.line, '\n');
      this._writeToOutput(this._prompt + rows[0]);
      for (let i = 1; i < rows.length; i++) this._writeToOutput(`\n${CONTINUATION}${rows[i]}`);
    } else {
      this._writeToOutput(shown);
    }
    if (end.cols === 0) this._writeToOutput(' ');  // makes the terminal go on to the new row
    cursorTo(this.output, at.cols);
    if (end.rows > at.rows) moveCursor(this.output, 0, at.rows - end.rows);
    this.prevRows = at.rows;
  },

  refresh() { this._refreshLine(); },
  writeOut(text) { this._writeToOutput(text); },
  moveOnScreen(columns, rows) { moveCursor(this.output, columns, rows); },

  // Text of a stream that is no terminal: lines end with \n, \r\n or \r, and \r and \n may come in two chunks.
  _normalWrite(data) {
    if (data === undefined) return;
    let text = this._decoder.write(data);
    if (this._sawReturnAt && DateNow() - this._sawReturnAt <= this.crlfDelay) {
      if (StringPrototypeCodePointAt(text, 0) === 10) text = StringPrototypeSlice(text, 1);
      this._sawReturnAt = 0;
    }
    lineEnding.lastIndex = 0;
    let match = RegExpPrototypeExec(lineEnding, text);
    if (match === null) {
      if (text) this._line_buffer = this._line_buffer ? this._line_buffer + text : text;
      return;
    }
    if (this._line_buffer) {
      text = this._line_buffer + text;
      this._line_buffer = null;
      lineEnding.lastIndex = 0;
      match = RegExpPrototypeExec(lineEnding, text);
    }
    this._sawReturnAt = StringPrototypeEndsWith(text, '\r') ? DateNow() : 0;
    const lines = [];
    let start = 0;
    for (; match !== null; match = RegExpPrototypeExec(lineEnding, text)) {
      ArrayPrototypePush(lines, StringPrototypeSlice(text, start, match.index));
      start = lineEnding.lastIndex;
    }
    this._line_buffer = StringPrototypeSlice(text, start);
    for (let i = 0; i < lines.length; i++) this._onLine(lines[i]);
  },

  _line() {
    this._editor.enter();
    const line = this._addHistory();
    this._editor.forget();
    this.clearLine();
    this._onLine(line);
  },

  _insertString(text) { this._editor.insert(text); },
  _tabComplete(lastKeypressWasTab) { return complete(this, lastKeypressWasTab); },
  _wordLeft() { this._editor.wordLeft(); },
  _wordRight() { this._editor.wordRight(); },
  _deleteLeft() { this._editor.deleteLeft(); },
  _deleteRight() { this._editor.deleteRight(); },
  _deleteWordLeft() { this._editor.deleteWordLeft(); },
  _deleteWordRight() { this._editor.deleteWordRight(); },
  _deleteLineLeft() { this._editor.deleteLineLeft(); },
  _deleteLineRight() { this._editor.deleteLineRight(); },
  _getDisplayPos(text) { return this._editor.displayPosition(text); },
  _getCursorPos() { return this.getCursorPos(); },
  _moveCursor(by) { this._editor.move(by); },
  _ttyWrite(text, key) { require('internal/readline/tty_write').ttyWrite(this, text, key); },

  [SymbolAsyncIterator]() {
    if (this._lines === undefined) {
      const { kFirstEventParam } = require('internal/events/symbols');
      const value = EventEmitter.on(this, 'line', { close: ['close'], highWaterMark: 1024, [kFirstEventParam]: true });
      ObjectDefineProperty(this, '_lines', { __proto__: null, value, enumerable: false });
    }
    return this._lines;
  },

  [SymbolDispose]() { this.close(); },
};
for (const name of new SafeArrayIterator(ReflectOwnKeys(methods))) {
  ObjectDefineProperty(Interface.prototype, name, {
    __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: false,
  });
}

module.exports = { Interface };
