'use strict';
// A connection and a server are sent to a child.
const { fork } = require('child_process');
const net = require('net');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (message === 'socket') {
      handle.setEncoding('utf8').on('data', (text) => handle.end(`child read ${text}`));
    } else {
      handle.on('connection', (socket) => socket.end('from the child'));
      process.send('listening');
    }
  });
} else {
  const child = fork(__filename, ['child']);
  const server = net.createServer({ pauseOnConnect: true }, (socket) => child.send('socket', socket)).listen(0, '127.0.0.1', () => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.write('hello');
    client.setEncoding('utf8').on('data', (text) => console.log(text));
    client.on('close', () => server.close(() => {
      console.log('server closed');
      const second = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = second.address();
        child.send('server', second);
        child.once('message', (message) => {
          console.log(message);
          second.close();
          net.connect(port, '127.0.0.1').setEncoding('utf8').on('data', (text) => console.log(text)).on('close', () => child.kill());
        });
      });
    }));
  });
  child.on('exit', (code, signal) => console.log(code, signal));
}
