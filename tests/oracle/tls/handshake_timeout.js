'use strict';

// A client connects and sends nothing.

const net = require('net');
const { serve } = require('./fixtures/keys');

const server = serve({ handshakeTimeout: 50 }, () => console.log('never'), (port) => {
  const client = net.connect(port, '127.0.0.1');
  client.on('close', () => console.log('closed'));
});
server.on('tlsClientError', (error, socket) => {
  console.log(error.code, error.message);
  socket.destroy();
  server.close();
});
