'use strict';

// Another protocol on a secure connection.

const https = require('https');
const { serve, target } = require('../tls/fixtures/https');

const server = serve({}, () => console.log('never'), (port) => {
  const request = https.request(target(port, { agent: false, headers: { Connection: 'Upgrade', Upgrade: 'echo' } }));
  request.on('upgrade', (response, socket, head) => {
    console.log(response.statusCode, socket.encrypted, head.length);
    socket.on('data', (data) => console.log('client', String(data)));
    socket.on('close', () => server.close());
    socket.write('ping');
  });
  request.end();
});
server.on('upgrade', (request, socket, head) => {
  console.log(request.headers.upgrade, socket.encrypted, head.length);
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  socket.on('data', (data) => socket.end(`echo ${data}`));
});
