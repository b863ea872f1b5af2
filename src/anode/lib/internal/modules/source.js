'use strict';

// The text of a source file. It is left where the engine keeps its async context, as one string of V8's: it need not be copied on its way.

const engine = require('internal/engine');

function takeText(leave) {
  const frame = engine.getAsyncContext();
  try {
    leave();
    return engine.getAsyncContext();
  } finally {
    engine.setAsyncContext(frame);
  }
}

function readSource(filename) {
  return takeText(() => binding('modules').read_source(filename));
}

module.exports = { readSource, takeText };
