// Env: NODE_EXTRA_CA_CERTS=fixtures/ca-cert.pem

'use strict';

// The authorities of NODE_EXTRA_CA_CERTS are trusted by default.

const tls = require('tls');
const { connect, serve } = require('./fixtures/keys');

console.log(tls.getCACertificates('extra').length, tls.getCACertificates().length - tls.rootCertificates.length);
serve({}, (socket) => socket.end(), (port, close) => {
  const client = connect(port, { ca: undefined }, () => console.log(client.authorized));
  client.resume();
  client.on('close', close);
});
