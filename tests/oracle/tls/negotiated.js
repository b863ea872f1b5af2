'use strict';

// The negotiated version and cipher, as both sides report them.

const { connect, pair, serve } = require('./fixtures/keys');

const cases = [
  [{}, {}], [{ maxVersion: 'TLSv1.2' }, {}], [{}, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' }],
  [pair('rsa'), { maxVersion: 'TLSv1.2', ciphers: 'AES256-SHA' }], [{ ...pair('rsa'), ecdhCurve: 'secp384r1' }, { maxVersion: 'TLSv1.2' }],
  [{ ecdhCurve: 'prime256v1' }, {}], [pair('rsa'), { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', ecdhCurve: 'X25519' }],
  [{}, { ciphers: 'TLS_CHACHA20_POLY1305_SHA256' }],
];
function next() {
  const given = cases.shift();
  if (given === undefined) return;
  serve(given[0], (socket) => {
    console.log('server', socket.getProtocol(), socket.getCipher(), socket.getEphemeralKeyInfo());
    socket.end();
  }, (port, close) => {
    const client = connect(port, given[1], () => {
      const key = client.getEphemeralKeyInfo();
      console.log('client', client.getProtocol(), client.getCipher(), key.type === 'ECDH' ? key : 'no curve');
    });
    client.resume();
    client.on('close', () => {
      close();
      next();
    });
  });
}
next();
