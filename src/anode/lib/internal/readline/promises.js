'use strict';

// Readline: movements that are collected, and written together.

const { ArrayPrototypeJoin, ArrayPrototypePush, Promise } = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isWritable } = require('internal/streams/progress');
const { validateBoolean, validateInteger } = require('internal/validators');
const { CSI, kClearLine, kClearScreenDown, kClearToLineBeginning, kClearToLineEnd, movement } = require('internal/readline/cursor');

class Readline {
  #autoCommit = false;
  #stream;
  #todo = [];

  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit != null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else ArrayPrototypePush(this.#todo, text);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y != null) validateInteger(y, 'y');
    return this.#add(y == null ? CSI(`${x + 1}G`) : CSI(`${y + 1};${x + 1}H`));
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    return this.#add(movement(dx, dy));
  }

  clearLine(direction) {
    validateInteger(direction, 'dir', -1, 1);
    return this.#add(direction < 0 ? kClearToLineBeginning : direction > 0 ? kClearToLineEnd : kClearLine);
  }

  clearScreenDown() {
    return this.#add(kClearScreenDown);
  }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(ArrayPrototypeJoin(this.#todo, ''), resolve);
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

module.exports = { Readline };
