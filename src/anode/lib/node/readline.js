'use strict';

const {
  FunctionPrototypeCall, ObjectDefineProperty, ObjectSetPrototypeOf, Promise, PromiseReject, SymbolDispose,
} = primordials;

const { AbortError } = require('internal/errors');
const { promisify } = require('internal/util/promisify');
const { validateAbortSignal } = require('internal/validators');
const { Interface: Base } = require('internal/readline/interface');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/cursor');
const { emitKeypressEvents } = require('internal/readline/keys');

const completerOf = (completer) => (text, callback) => callback(null, completer(text));

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  // A completer without a second parameter returns its suggestions.
  if (input?.input && typeof input.completer === 'function' && input.completer.length !== 2) {
    input.completer = completerOf(input.completer);
  } else if (typeof completer === 'function' && completer.length !== 2) {
    completer = completerOf(completer);
  }
  FunctionPrototypeCall(Base, this, input, output, completer, terminal);
  if (process.env.TERM === 'dumb') {
    this._ttyWrite = (text, key) => require('internal/readline/tty_write').ttyWriteDumb(this, text, key);
  }
}
ObjectSetPrototypeOf(Interface.prototype, Base.prototype);
ObjectSetPrototypeOf(Interface, Base);

Interface.prototype._tabComplete = function(lastKeypressWasTab) {
  require('internal/readline/completion').completeByCallback(this, lastKeypressWasTab);
};

Interface.prototype.question = function(query, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  if (options === null || typeof options !== 'object') options = {};
  if (options.signal) {
    validateAbortSignal(options.signal, 'options.signal');
    if (options.signal.aborted) return;
    const onAbort = () => this._cancelQuestion();
    const { addAbortListener } = require('internal/events/abort_listener');
    const disposable = addAbortListener(options.signal, onAbort);
    const original = callback;
    callback = typeof original === 'function' ? (answer) => {
      disposable[SymbolDispose]();
      original(answer);
    } : disposable[SymbolDispose];
  }
  if (typeof callback === 'function') this._question(query, callback);
};

const question = function question(query, options) {
  if (options === null || typeof options !== 'object') options = {};
  if (options.signal?.aborted) return PromiseReject(new AbortError(undefined, { cause: options.signal.reason }));
  return new Promise((resolve, reject) => {
    let done = resolve;
    if (options.signal) {
      const { addAbortListener } = require('internal/events/abort_listener');
      validateAbortSignal(options.signal, 'options.signal');
      const disposable = addAbortListener(options.signal, () => reject(new AbortError(undefined, { cause: options.signal.reason })));
      done = (answer) => {
        disposable[SymbolDispose]();
        resolve(answer);
      };
    }
    FunctionPrototypeCall(Interface.prototype.question, this, query, options, done);
  });
};
ObjectDefineProperty(Interface.prototype.question, promisify.custom, { __proto__: null, value: question, enumerable: false });

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface, clearLine, clearScreenDown, createInterface, cursorTo, emitKeypressEvents, moveCursor,
  get promises() { return require('readline/promises'); },
};
