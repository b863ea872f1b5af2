'use strict';

// The inspector at the start of a program: --inspect and its relatives, and in a worker that a debugger sees. And inspector.open().

const agent = require('internal/inspector/agent');
const { current } = require('internal/inspector/port');
const { getOptionValue } = require('internal/options');

const ops = binding('inspector');

let main = process.argv[1];

// Lets debuggers connect. Where that cannot be, a line on stderr says why, as in Node; whether they can.
function open() {
  agent.start();
  const place = current();
  let found;
  try {
    found = ops.listen(place.host, place.port, main ?? `node[${process.pid}]`, main === undefined ? 'file://' : urlOf(main),
                       getOptionValue('--inspect-publish-uid') ?? 'stderr,http');
  } catch (error) {
    if (error.code !== 'ERR_INSPECTOR_CANNOT_LISTEN') throw error;
    binding('process').write_stderr(`${error.message}\n`);
    return false;
  }
  place.port = found[1];
  return true;
}

function urlOf(file) {
  const { resolve } = require('internal/path/posix');
  return require('internal/url').pathToFileURL(resolve(file)).href;
}

// `file` is the program's, as it was given.
function startProgram(file) {
  main = file;
  const waits = getOptionValue('--inspect-wait') || getOptionValue('--inspect-brk') || getOptionValue('--inspect-brk-node');
  if (open() && waits) agent.waitForDebugger();
}

// In a worker that a debugger wants to wait.
function startWorker() {
  agent.start();
  agent.waitAtStart();
}

module.exports = { open, startProgram, startWorker };
