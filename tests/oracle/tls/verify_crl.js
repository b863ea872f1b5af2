'use strict';

// A list of revoked certificates.

const { connect, pair, read, serve, told } = require('./fixtures/keys');

function attempt(certificate, key, done) {
  serve(pair(certificate, key), (socket) => socket.end(), (port, close) => {
    const client = connect(port, { crl: read('crl.pem') }, () => console.log(certificate, client.authorized));
    client.on('error', (error) => console.log(certificate, told(error)));
    client.resume();
    client.on('close', () => {
      close();
      done?.();
    });
  });
}
attempt('server', 'server', () => attempt('rsa', 'rsa'));
