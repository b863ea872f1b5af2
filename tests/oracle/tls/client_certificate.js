'use strict';

// A server asks for a certificate. The client has none, a trusted one, or one that is not trusted.

const { connect, pair, read, serve, told } = require('./fixtures/keys');

const cases = [['none', {}], ['trusted', pair('client')], ['stranger', pair('self', 'server')]];
const server = serve({ requestCert: true, rejectUnauthorized: false, ca: read('ca-cert.pem') }, (socket) => {
  console.log('server', socket.authorized, socket.authorizationError, socket.getPeerCertificate().subject?.CN);
  socket.end();
}, (port, close) => {
  const next = () => {
    const given = cases.shift();
    if (given === undefined) {
      close();
      return;
    }
    console.log(given[0]);
    const client = connect(port, given[1]);
    client.on('error', (error) => console.log('client', told(error)));
    client.resume();
    client.on('close', next);
  };
  next();
});
server.on('tlsClientError', (error) => console.log('tlsClientError', told(error)));
