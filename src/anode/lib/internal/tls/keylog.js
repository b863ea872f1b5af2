'use strict';

// --tls-keylog: a connection's secrets for a debugger of the network.

const { getOptionValue } = require('internal/options');

let warnsOfKeylog = true;
let warnsOfFailure = true;

function logKeys(socket) {
  const file = getOptionValue('--tls-keylog');
  if (!file) return;
  if (warnsOfKeylog) {
    warnsOfKeylog = false;
    process.emitWarning(`Using --tls-keylog makes TLS connections insecure by writing secret key material to file ${file}`);
  }
  socket.on('keylog', (line) => {
    require('fs').appendFile(file, line, { mode: 0o600 }, (error) => {
      if (!error || !warnsOfFailure) return;
      warnsOfFailure = false;
      process.emitWarning(`Failed to write TLS keylog (this warning will not be repeated): ${error}`);
    });
  });
}

module.exports = { logKeys };
