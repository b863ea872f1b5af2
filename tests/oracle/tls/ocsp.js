'use strict';

// A stapled OCSP response, and a server that has none.

const { connect, read, serve } = require('./fixtures/keys');

function ask(response, done) {
  const server = serve({ ca: read('ca-cert.pem') }, (socket) => socket.end(), (port, close) => {
    const client = connect(port, { requestOCSP: true }, () => console.log('secure'));
    client.on('OCSPResponse', (given) => console.log('response', given === null ? null : given.equals(response)));
    client.resume();
    client.on('close', () => {
      close();
      done?.();
    });
  });
  server.on('OCSPRequest', (certificate, issuer, callback) => {
    console.log('asked', Buffer.isBuffer(certificate), Buffer.isBuffer(issuer));
    setTimeout(callback, 5, null, response);
  });
}
ask(read('server-ocsp.der'), () => ask(null));
