'use strict';

// A client that does not speak TLS.

const net = require('net');
const { serve, told } = require('./fixtures/keys');

const server = serve({}, () => console.log('never'), (port) => {
  const client = net.connect(port, '127.0.0.1', () => client.write('GET / HTTP/1.1\r\n\r\n'));
  client.on('data', (data) => console.log('alert', data.length));
  client.on('close', () => {
    console.log('client closed');
    server.close();
  });
});
server.on('tlsClientError', (error, socket) => console.log(told(error), error.library, error.reason, socket.encrypted));
