'use strict';

// A server requires a certificate, and a client without one cannot connect. With TLS 1.2 it learns this during the handshake.

const { connect, read, serve, told } = require('./fixtures/keys');

const server = serve({ requestCert: true, ca: read('ca-cert.pem'), maxVersion: 'TLSv1.2' }, () => console.log('never'), (port, close) => {
  const client = connect(port, {}, () => console.log('never'));
  client.on('error', (error) => console.log('client', error.code));
  client.on('close', (hadError) => {
    console.log('client closed', hadError);
    close();
  });
});
server.on('tlsClientError', (error) => console.log('server', told(error)));
