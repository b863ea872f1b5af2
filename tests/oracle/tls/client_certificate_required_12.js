'use strict';

// Without the certificate that a server insists on there is no connection (TLS 1.2: the client hears it in the handshake).

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
