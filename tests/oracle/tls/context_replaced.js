'use strict';

// setSecureContext() replaces the certificate for later connections, setKeyCert() for one connection.

const { connect, pair, serve } = require('./fixtures/keys');

const server = serve({}, (socket) => socket.end(), (port, close) => {
  const names = [];
  const next = (done) => {
    const client = connect(port, { checkServerIdentity: () => undefined }, () => names.push(client.getPeerCertificate().subject.CN));
    client.resume();
    client.on('close', done);
  };
  next(() => {
    server.setSecureContext(pair('other', 'client'));
    next(() => {
      console.log(names.join());
      close();
    });
  });
});
