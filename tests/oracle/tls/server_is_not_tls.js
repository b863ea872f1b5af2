'use strict';

// A server that does not speak TLS, and one that closes the connection.

const net = require('net');
const { connect, told } = require('./fixtures/keys');

const plain = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
}).listen(0, '127.0.0.1', () => {
  const client = connect(plain.address().port);
  client.on('error', (error) => console.log(told(error)));
  client.on('close', (hadError) => {
    console.log('closed', hadError);
    plain.close();
    const silent = net.createServer((socket) => {
      socket.resume();
      socket.end();
    }).listen(0, '127.0.0.1', () => {
      const second = connect(silent.address().port);
      second.on('error', (error) => console.log(error.code, error.message, error.host, typeof error.port, error.path, error.localAddress));
      second.on('close', () => silent.close());
    });
  });
});
