'use strict';

// A plain connection changes to TLS.

const net = require('net');
const tls = require('tls');
const { pair, read } = require('./fixtures/keys');

const server = net.createServer((socket) => {
  socket.once('data', (data) => {
    console.log('server plain', String(data));
    socket.removeAllListeners('data');
    const secure = new tls.TLSSocket(socket, { isServer: true, ...pair('server') });
    secure.on('data', (more) => {
      console.log('server secure', String(more));
      secure.end('done');
    });
    socket.write('go ahead');
  });
}).listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write('starttls'));
  socket.once('data', (data) => {
    console.log('client plain', String(data));
    const client = tls.connect({ socket, servername: 'localhost', ca: read('ca-cert.pem') }, () => client.write('secret'));
    client.on('data', (more) => console.log('client secure', String(more)));
    client.on('close', () => server.close());
  });
});
