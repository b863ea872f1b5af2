'use strict';

// The file that keeps a REPL's history: read at the start, written 15 ms after each line.

const { ArrayPrototypeJoin, PromisePrototypeThen, RegExpPrototypeSymbolSplit, StringPrototypeTrim } = primordials;

const { debuglog } = require('internal/util/debuglog');
const { clearTimeout, setTimeout } = require('internal/timers/timeout');

const DELAY = 15;
const NOT_KEPT = 'REPL session history will not be persisted.\n';

let debug = debuglog('repl', (enabled) => { debug = enabled; });

class HistoryFile {
  #host;
  #history;
  #path;
  #handle = null;
  #timer = null;
  #isWriting = false;
  #isPending = false;

  constructor(host, history, path) {
    this.#host = host;
    this.#history = history;
    this.#path = typeof path === 'string' ? StringPrototypeTrim(path) : path;
    this.isFlushing = false;
  }

  open(onReady) {
    if (this.#path === '') {
      this.#explainOnce();
      onReady(null, this.#host);
      return;
    }
    if (!this.#path) {
      try {
        this.#path = require('path').join(require('os').homedir(), '.node_repl_history');
      } catch (error) {
        debug(error.stack);
        this.#say(`\nError: Could not get the home directory.\n${NOT_KEPT}`);
        this.#explainOnce();
        onReady(null, this.#host);
        return;
      }
    }
    if (process.permission !== undefined && !process.permission.has('fs.write', this.#path)) {
      this.#say(`\nAccess to FileSystemWrite is restricted.\n${NOT_KEPT}`);
      onReady(null, this.#host);
      return;
    }
    this.#host.pause();
    const goOnWithout = (error) => {
      debug(error.stack);
      this.#say(`\nError: Could not open history file.\n${NOT_KEPT}`);
      this.#explainOnce();
      this.#host.resume();
      onReady(null, this.#host);
    };
    // The message itself may fail: the stream is the program's. Then it is tried once more, as in Node.
    PromisePrototypeThen(PromisePrototypeThen(this.#read(onReady), undefined, goOnWithout), undefined, goOnWithout);
  }

  #say(text) {
    if (typeof this.#host._writeToOutput !== 'function') return;
    this.#host._writeToOutput(text);
    if (typeof this.#host._refreshLine === 'function') this.#host._refreshLine();
  }

  // The first key for an older line says how to have a file, if there is no older line.
  #explainOnce() {
    const host = this.#host;
    const previous = host._historyPrev;
    host._historyPrev = () => {
      if (this.#history.history.length === 0) {
        this.#say('\nPersistent history support disabled. Set the NODE_REPL_HISTORY environment\n' +
                  'variable to a valid, user-writable path to enable.\n');
      }
      host._historyPrev = previous;
      return host._historyPrev();
    };
  }

  async #read(onReady) {
    const { promises } = require('fs');
    // 'a+' makes the file where there is none, readable by its owner alone.
    await (await promises.open(this.#path, 'a+', 0o600)).close();
    const text = await promises.readFile(this.#path, 'utf8');
    this.#history.history = text ? RegExpPrototypeSymbolSplit(/\r?\n+/, text, this.#history.size) : [];
    this.#handle = await promises.open(this.#path, 'r+');
    await this.#handle.truncate(0);
    const host = this.#host;
    const onLine = () => this.#writeLater();
    host.on('line', onLine);
    host.once('exit', () => this.#onExit(onLine));
    host.once('flushHistory', () => {
      if (host.closed) return;
      host.resume();
      onReady(null, host);
    });
    await this.#write();
  }

  #writeLater() {
    this.isFlushing = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), DELAY);
  }

  async #write() {
    this.#timer = null;
    if (this.#isWriting) {
      this.#isPending = true;
      return;
    }
    this.#isWriting = true;
    try {
      await this.#handle.write(ArrayPrototypeJoin(this.#history.history, '\n'), 0, 'utf8');
    } catch (error) {
      this.#isWriting = false;
      debug('Error writing history file:', error);
      return;
    }
    this.#isWriting = false;
    if (this.#isPending) {
      this.#isPending = false;
      this.#writeLater();
      return;
    }
    this.isFlushing = this.#timer !== null;
    if (!this.isFlushing) this.#host.emit('flushHistory');
  }

  async #onExit(onLine) {
    if (this.isFlushing) {
      this.#host.once('flushHistory', () => this.#onExit(onLine));
      return;
    }
    this.#host.off('line', onLine);
    try {
      await this.#handle.close();
    } catch (error) {
      debug('Error closing history file:', error);
    }
  }
}

module.exports = { HistoryFile };
