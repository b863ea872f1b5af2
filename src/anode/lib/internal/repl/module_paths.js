'use strict';

// Where a REPL's require() looks: in the working directory at the time the first REPL starts, as if a file `repl` were there.

const path = require('internal/path/posix');
const { Module } = require('internal/modules/cjs/module');

require('internal/modules/cjs/find_path').ready();

function filename() {
  try {
    return path.resolve('repl');
  } catch {
    return path.resolve(path.dirname(process.execPath), 'repl');  // the working directory was removed
  }
}

const paths = Module._nodeModulePaths(filename());

module.exports = { paths };
