'use strict';

// A client that does not trust the server sends no data. The server sees a connection that ends during the handshake.

const { connect, read, serve, told } = require('./fixtures/keys');

const server = serve({}, () => console.log('never'), (port) => {
  const client = connect(port, { ca: read('self-cert.pem') });
  client.write('a secret', (error) => console.log('write failed', error !== undefined));
  client.on('error', (error) => console.log('client', told(error)));
});
server.on('tlsClientError', (error) => {
  console.log('server', told(error));
  server.close();
});
