'use strict';

// The signature algorithms that a server has in common with its client, and the key of the exchange.

const { connect, serve } = require('./fixtures/keys');

const cases = [{}, { maxVersion: 'TLSv1.2' }, { sigalgs: 'ECDSA+SHA256:RSA+SHA256' }, { ecdhCurve: 'X448' }, { ecdhCurve: 'P-521' }];
function next() {
  const options = cases.shift();
  if (options === undefined) return;
  serve(options, (socket) => {
    console.log(socket.getSharedSigalgs().join());
    socket.end();
  }, (port, close) => {
    const client = connect(port, {}, () => console.log(client.getEphemeralKeyInfo(), client.getSharedSigalgs()));
    client.resume();
    client.on('close', () => {
      close();
      next();
    });
  });
}
next();
