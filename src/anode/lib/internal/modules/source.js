'use strict';

// The text of a source file. It is left where the engine keeps its async context, as one string of V8's: it need not be copied on its way.

const engine = require('internal/engine');

function readSource(filename) {
  const frame = engine.getAsyncContext();
  try {
    binding('modules').read_source(filename);
    return engine.getAsyncContext();
  } finally {
    engine.setAsyncContext(frame);
  }
}

module.exports = { readSource };
