'use strict';

// The master side of a pseudo terminal is read like any terminal: it echoes the text that is written to it.

const fs = require('fs');
const tty = require('tty');

const fd = fs.openSync('/dev/ptmx', fs.constants.O_RDWR | fs.constants.O_NOCTTY);
const stream = new tty.ReadStream(fd);
console.log(tty.isatty(fd), stream.isTTY, stream.isRaw);
let text = '';
stream.on('error', (error) => console.log(error.code));
stream.on('data', (data) => {
  text += data;
  if (!text.endsWith('two\r\n')) return;
  console.log(JSON.stringify(text));
  stream.destroy();
});
stream.on('close', () => console.log('closed'));
fs.writeSync(fd, 'one\n');
setTimeout(() => fs.writeSync(fd, 'two\n'), 20);
