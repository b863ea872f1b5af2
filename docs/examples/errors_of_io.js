// A failed operation reports an error with a code, once, to the callback or the emitter that asked for it.
const fs = require('node:fs');
const net = require('node:net');
const { spawn } = require('node:child_process');
const zlib = require('node:zlib');

const say = (operation) => (error) => console.log(operation.padEnd(20), error.code, error.syscall ?? '-');

fs.readFile('/no/such/file', (error) => {
  say('a missing file')(error);
  fs.readFile('/tmp', (error) => {
    say('a directory')(error);
    net.connect(1, '127.0.0.1').on('error', (error) => {
      say('a closed port')(error);
      spawn('no-such-program').on('error', (error) => {
        say('a missing program')(error);
        zlib.gunzip(Buffer.from('not gzip'), (error) => {
          say('corrupt gzip')(error);
          try {
            fs.readFile('a\0b', () => {});
          } catch (error) {
            say('a NUL, at once')(error);
          }
        });
      });
    });
  });
});
