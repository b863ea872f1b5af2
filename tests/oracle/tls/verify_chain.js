'use strict';

// A client that trusts only the root accepts a server that also sends its issuer's certificate. The client can read the whole chain.

const { connect, pair, serve } = require('./fixtures/keys');

serve(pair('chained', 'server'), (socket) => socket.end(), (port, close) => {
  const client = connect(port, {}, () => {
    console.log(client.authorized);
    let certificate = client.getPeerCertificate(true);
    for (let depth = 0; depth < 4; depth++) {
      console.log(depth, certificate.subject.CN, certificate.issuer.CN, certificate.serialNumber, certificate.issuerCertificate === certificate);
      certificate = certificate.issuerCertificate;
    }
    console.log('issuerCertificate' in client.getPeerCertificate());
  });
  client.resume();
  client.on('close', close);
});
