'use strict';

// TLS over streams that are not sockets, on both sides.

const { duplexPair } = require('stream');
const tls = require('tls');
const { pair, read } = require('./fixtures/keys');

const [near, far] = duplexPair();
const server = new tls.TLSSocket(far, { isServer: true, ...pair('server') });
server.on('secure', () => console.log('server secure', server.getProtocol()));
server.on('data', (data) => {
  console.log('server', String(data));
  server.end('world');
});
const client = tls.connect({ socket: near, servername: 'localhost', ca: read('ca-cert.pem') }, () => {
  console.log('client', client.authorized, client.remoteAddress);
  client.write('hello');
});
client.on('data', (data) => console.log('client', String(data)));
client.on('end', () => console.log('client end'));
client.on('close', () => console.log('client close'));
