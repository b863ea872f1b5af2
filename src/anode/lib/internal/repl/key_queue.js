'use strict';

// Holds a REPL's keys back while it waits for a promise.

const { ArrayPrototypePush, ArrayPrototypeShift, SafeSet } = primordials;

class KeyQueue {
  #server;
  #isPaused = false;
  #entries = [];

  constructor(server) {
    this.#server = server;
    this.interrupts = new SafeSet();  // functions that Ctrl-C calls, instead of what it does otherwise
  }

  pause() { this.#isPaused = true; }

  resume() {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    const server = this.#server;
    const { isCompletionEnabled } = server;
    while (!this.#isPaused && this.#entries.length > 0) {
      const entry = ArrayPrototypeShift(this.#entries);
      if (entry === null) {
        server.emit('exit');
      } else {
        server.isCompletionEnabled = entry.isCompletionEnabled;
        server._ttyWrite(entry.text, entry.key);
      }
    }
    server.isCompletionEnabled = isCompletionEnabled;
  }

  // Whether the key, or the end of the input (null), is kept for later.
  holds(text, key) {
    if (!this.#isPaused) return false;
    if (key === null) {
      ArrayPrototypePush(this.#entries, null);
      return true;
    }
    if (this.#server.breakEvalOnSigint && key.ctrl && key.name === 'c') return false;
    ArrayPrototypePush(this.#entries, { text, key, isCompletionEnabled: this.#server.isCompletionEnabled });
    return true;
  }
}

module.exports = { KeyQueue };
