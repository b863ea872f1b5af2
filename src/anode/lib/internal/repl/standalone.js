'use strict';

// The REPL as a program: `anode -i`, and `anode` alone on a terminal.

const { Number, NumberParseInt, StringPrototypeToLowerCase, StringPrototypeTrim } = primordials;

const { kStandalone } = require('internal/repl/state');

const HISTORY_SIZE = 1000;

function optionsFrom(env, repl) {
  const options = { [kStandalone]: true, ignoreUndefined: false, useGlobal: true, breakEvalOnSigint: true };
  if (NumberParseInt(env.NODE_NO_READLINE)) options.terminal = false;
  const mode = env.NODE_REPL_MODE && StringPrototypeTrim(StringPrototypeToLowerCase(env.NODE_REPL_MODE));
  options.replMode = mode === 'strict' ? repl.REPL_MODE_STRICT : repl.REPL_MODE_SLOPPY;
  return options;
}

function startRepl(env, onReady) {
  const repl = require('repl');
  const options = optionsFrom(env, repl);
  const size = Number(env.NODE_REPL_HISTORY_SIZE);
  const server = repl.start(options);
  server.setupHistory({
    filePath: options.terminal ?? process.stdout.isTTY ? env.NODE_REPL_HISTORY : '',
    size: size > 0 ? size : HISTORY_SIZE,
    onHistoryFileLoaded: onReady,
  });
}

function runRepl() {
  if (process.env.NODE_REPL_EXTERNAL_MODULE) {
    require('internal/modules/cjs/loader').tracedLoad(process.env.NODE_REPL_EXTERNAL_MODULE, undefined, true);
    return;
  }
  if (require('internal/options').getOptionValue('--input-type')) {
    require('internal/console/global').error('Cannot specify --input-type for REPL');
    process.exit(9);
  }
  require('internal/modules/cjs/find_path').ready();
  require('internal/console/global').log(
    `Welcome to Node.js ${process.version} (anode ${process.versions.anode}).\nType ".help" for more information.`);
  startRepl(process.env, (error, server) => {
    if (error) throw error;
    server.on('exit', () => {
      if (server.historyManager.isFlushing) server.once('flushHistory', () => process.exit());
      else process.exit();
    });
  });
}

module.exports = { runRepl };
