'use strict';
const readline = require('readline');
const promises = require('readline/promises');
const { PassThrough, Readable, Writable } = require('stream');

const sink = () => {
  const chunks = [];
  const stream = new Writable({ write(chunk, encoding, done) { chunks.push(String(chunk)); done(); } });
  return Object.assign(stream, { chunks, isTTY: true, columns: 40 });
};

(async () => {
  for (const text of ['a\nb\r\nc\rd', '', '\n', 'x\u2028y\n']) {
    const lines = [];
    for await (const line of readline.createInterface({ input: Readable.from([text]) })) lines.push(line);
    console.log(JSON.stringify(lines));
  }
  const input = new PassThrough();
  const output = sink();
  const rl = readline.createInterface({ input, output, terminal: true, prompt: '> ', history: ['old'] });
  rl.on('line', (line) => console.log('line', JSON.stringify(line)));
  rl.on('history', (history) => console.log('history', history));
  rl.prompt();
  const keys = ['hello world', '\x17', 'there', '\x01', 'X', '\x05', '\n', '\x1b[A', '\x1b[A', '\r', 'abc', '\x1b[D', '\x7f', '\x1b[C', 'd', '\x1f', '\r', 'one two', '\x1bb', '\x0b', '\x19', '\r'];
  for (const key of keys) input.write(key);
  await new Promise(setImmediate);
  console.log(JSON.stringify(rl.line), rl.cursor, rl.getCursorPos());
  console.log(JSON.stringify(output.chunks.join('')));
  rl.question('name? ', (answer) => console.log('answer', answer));
  input.write('me\r');
  await new Promise(setImmediate);
  rl.close();
  for (const name of ['pause', 'resume', 'write', 'prompt', 'close']) {
    try {
      rl[name]('x');
      console.log(name);
    } catch (error) {
      console.log(name, error.code, error.message);
    }
  }
  const asking = promises.createInterface({ input: Readable.from(['yes\n']), output: sink() });
  console.log(await asking.question('sure? '));
  const out = sink();
  const writer = new promises.Readline(out);
  await writer.cursorTo(1, 2).moveCursor(-1, 3).clearLine(0).clearScreenDown().commit();
  console.log(JSON.stringify(out.chunks));
})();
