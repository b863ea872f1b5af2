'use strict';

// Whether the texts of a REPL are strict.

const { Symbol } = primordials;

module.exports = { REPL_MODE_SLOPPY: Symbol('repl-sloppy'), REPL_MODE_STRICT: Symbol('repl-strict') };
