'use strict';

// The history file of a REPL that a program starts.

const fs = require('fs');
const os = require('os');
const path = require('path');
const repl = require('repl');
const { PassThrough } = require('stream');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'history-'));
const file = path.join(folder, 'history');
fs.writeFileSync(file, 'third\nsecond\nfirst\n');

function start(setup) {
  return new Promise((resolve) => {
    const input = new PassThrough();
    const output = new PassThrough();
    output.resume();
    const server = repl.start({ input, output, terminal: true, prompt: '' });
    setup(server, (error) => {
      console.log(error, server.history, server.historyIndex, server.historySize);
      input.write('1\n2\n2\nfunction f() {\nreturn 1\n}\n');
      setTimeout(() => server.close(), 200);
    });
    server.on('exit', () => setTimeout(resolve, 50, server));
  });
}

(async () => {
  await start((server, ready) => server.setupHistory(file, ready));
  console.log(JSON.stringify(fs.readFileSync(file, 'utf8')));
  await start((server, ready) => server.setupHistory({ filePath: file, size: 3, removeHistoryDuplicates: true, onHistoryFileLoaded: ready }));
  console.log(JSON.stringify(fs.readFileSync(file, 'utf8')), (fs.statSync(file).mode & 0o777).toString(8));
  await start((server, ready) => server.setupHistory({ filePath: path.join(folder, 'new'), onHistoryFileLoaded: ready }));
  console.log(JSON.stringify(fs.readFileSync(path.join(folder, 'new'), 'utf8')), (fs.statSync(path.join(folder, 'new')).mode & 0o777).toString(8));
  await start((server, ready) => server.setupHistory('', ready));
  await start((server, ready) => server.setupHistory(path.join(folder, 'missing', 'file'), ready));
  try {
    repl.start({ input: new PassThrough(), output: new PassThrough() }).setupHistory({ size: -1 });
  } catch (error) {
    console.log(error.code);
  }
  fs.rmSync(folder, { recursive: true });
})();
