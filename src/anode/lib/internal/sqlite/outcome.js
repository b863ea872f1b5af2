'use strict';

// The answer of an op of SQLite: JSON of an array, or of an object that says what went wrong, or which function is to be called first.

const { JSONParse, SafeMap } = primordials;

const sqlite = binding('sqlite');
const { sqliteError, tooLarge } = require('internal/sqlite/errors');

const functions = new SafeMap();  // number -> (args) => the reply as text of JSON
let lastFunction = 0;

function keepFunction(call) {
  functions.set(++lastFunction, call);
  return lastFunction;
}

const dropFunction = (number) => functions.delete(number);

// The array. Throws what a function has thrown, or SQLite's error.
function settle(text) {
  let failed = false;
  let failure;
  for (;;) {
    if (text[0] !== '{') return JSONParse(text);
    const outcome = JSONParse(text);
    if (outcome.call === undefined) {
      if (failed && (outcome.thrown || outcome.error !== undefined)) throw failure;
      throw outcome.large !== undefined ? tooLarge(outcome.large) : sqliteError(outcome);
    }
    let reply;
    try {
      reply = functions.get(outcome.function)(outcome.args);
    } catch (error) {
      if (!failed) failure = error;
      failed = true;
    }
    text = sqlite.resume(outcome.call, reply);
  }
}

module.exports = { dropFunction, keepFunction, settle };
