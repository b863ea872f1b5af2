// Flags: --tls-min-v1.3 --tls-cipher-list=TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256

'use strict';

// Versions and ciphers set on the command line.

const tls = require('tls');
const { connect, serve, told } = require('./fixtures/keys');

console.log(tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION, tls.DEFAULT_CIPHERS, tls.DEFAULT_ECDH_CURVE);
serve({}, (socket) => socket.end(), (port, close) => {
  const client = connect(port, {}, () => console.log(client.getProtocol(), client.getCipher().name));
  client.resume();
  client.on('close', () => {
    const old = connect(port, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
    old.on('error', (error) => console.log(told(error)));
    old.on('close', close);
  });
});
