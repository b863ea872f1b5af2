'use strict';

// A connection is reset during many writes: one 'error', one callback for each write, one 'close'. Another connection goes on.

const net = require('net');
const RESET = new Set(['ECONNRESET', 'EPIPE']);

const other = [];
const server = net.createServer((socket) => {
  socket.once('data', (name) => {
    if (`${name}` === 'other') {
      socket.pipe(socket);
      return;
    }
    const seen = { error: 0, close: 0, hadError: undefined };
    const callbacks = [];
    socket.on('error', (error) => {
      seen.error++;
      seen.code = RESET.has(error.code);
      seen.syscall = error.syscall === 'write' || error.syscall === 'read';
    });
    socket.on('close', (hadError) => {
      seen.close++;
      seen.hadError = hadError;
      // A turn later, so that late events count too.
      setTimeout(() => {
        console.log(seen, callbacks.length, callbacks.every((state) => state === 'failed' || state === 'written'), callbacks.includes('failed'));
        console.log(socket.destroyed, socket.writable, socket.write('x', (error) => console.log(error.code)));
        setTimeout(() => {
          companion.write('still there', () => companion.end());
        }, 10);
      }, 50);
    });
    for (let i = 0; i < 50; i++) socket.write(Buffer.alloc(1_000_000), (error) => callbacks.push(error ? 'failed' : 'written'));
  });
});
let companion;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  companion = net.connect(port, '127.0.0.1', () => companion.write('other'));
  companion.on('data', (data) => other.push(`${data}`));
  companion.on('close', () => {
    console.log(other.join(''));
    server.close();
  });
  setTimeout(() => {
    const client = net.connect(port, '127.0.0.1', () => client.write('mine'));
    client.once('data', () => client.resetAndDestroy());
    client.on('close', (hadError) => console.log('client closed', hadError));
  }, 50);
});
