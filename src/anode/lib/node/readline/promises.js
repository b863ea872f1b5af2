'use strict';

const { Promise, PromiseReject, SymbolDispose } = primordials;

const { AbortError, codes: { ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const { Interface: Base } = require('internal/readline/interface');
const { Readline } = require('internal/readline/promises');

class Interface extends Base {
  question(query, options = {}) {
    if (this.closed) return PromiseReject(new ERR_USE_AFTER_CLOSE('readline'));
    return new Promise((resolve, reject) => {
      this._questionReject = reject;
      let done = resolve;
      if (options?.signal) {
        validateAbortSignal(options.signal, 'options.signal');
        if (options.signal.aborted) {
          reject(new AbortError(undefined, { cause: options.signal.reason }));
          return;
        }
        const { addAbortListener } = require('internal/events/abort_listener');
        const onAbort = () => {
          this._cancelQuestion();
          reject(new AbortError(undefined, { cause: options.signal.reason }));
        };
        const disposable = addAbortListener(options.signal, onAbort);
        done = (answer) => {
          disposable[SymbolDispose]();
          resolve(answer);
        };
      }
      this._question(query, done);
    });
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
