'use strict';

// A pre-shared key in TLS 1.2 and 1.3: a correct one, a wrong one, an unknown one.

const tls = require('tls');
const { told } = require('./fixtures/keys');

const keys = { alice: Buffer.from('d731ef57be09e5204f0b205b60627028', 'hex'), bob: Buffer.from('82072606b502b0f4025e90eb75fe137d', 'hex') };
function attempt(name, identity, psk, options, done) {
  const server = tls.createServer({
    ciphers: 'PSK+HIGH:TLS_AES_128_GCM_SHA256', pskIdentityHint: 'who?',
    pskCallback(socket, given) {
      console.log('server asked', given, socket.encrypted);
      return keys[given];
    },
  }, (socket) => socket.end()).listen(0, '127.0.0.1', () => {
    const client = tls.connect({
      port: server.address().port, host: '127.0.0.1', ciphers: 'PSK+HIGH:TLS_AES_128_GCM_SHA256', checkServerIdentity() {}, ...options,
      pskCallback(hint) {
        console.log('client asked', hint);
        return { psk, identity };
      },
    }, () => console.log(name, client.getProtocol(), client.authorized));
    client.on('error', (error) => console.log(name, error.code));
    client.resume();
    client.on('close', () => {
      server.close();
      done?.();
    });
  });
}
attempt('1.3', 'alice', keys.alice, { minVersion: 'TLSv1.3' }, () =>
  attempt('1.2', 'bob', keys.bob, { maxVersion: 'TLSv1.2' }, () =>
    attempt('wrong', 'alice', keys.bob, { minVersion: 'TLSv1.3' }, () =>
      attempt('unknown', 'carol', keys.bob, { minVersion: 'TLSv1.3' }))));
