'use strict';

// The state of a REPL that its program does not see.

const { SafeSet, Symbol } = primordials;

const { lexicalNames } = require('internal/repl/inspector');
const { declarations } = require('internal/vm/declarations');

const kState = Symbol('state');
const kStandalone = Symbol('standalone');  // an option: the REPL is the program

class ReplState {
  #declared = new SafeSet();

  constructor() {
    this.buffered = '';         // the lines of a text that goes on, where there is no terminal to edit it on, or in the editor
    this.isLoading = false;     // whether `.load` is writing a file into the editor
    this.contextId = undefined;  // the inspector's number for the context
  }

  // A new context has no declarations.
  forgetNames() {
    this.#declared.clear();
  }

  noteNames(code) {
    const { lexicals } = declarations(code);
    for (let i = 0; i < lexicals.length; i++) this.#declared.add(lexicals[i]);
  }

  // What scripts have declared by let, const and class.
  lexicalNames() {
    return lexicalNames(this.contextId) ?? [...this.#declared];
  }
}

module.exports = { ReplState, kStandalone, kState };
