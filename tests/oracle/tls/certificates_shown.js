'use strict';

// The peer's certificate and the own certificate, in each of their forms.

const { connect, pair, read, serve } = require('./fixtures/keys');

serve({ requestCert: true, ca: read('ca-cert.pem') }, (socket) => {
  console.log(socket.getPeerCertificate().subject, socket.getCertificate().subject, socket.getX509Certificate().subject);
  socket.end();
}, (port, close) => {
  const client = connect(port, pair('client'), () => {
    const { fingerprint, fingerprint256, fingerprint512, pubkey, raw, ...rest } = client.getPeerCertificate();
    console.log(rest, fingerprint.length, fingerprint256.length, fingerprint512.length, pubkey.length, raw.length);
    const certificate = client.getPeerX509Certificate();
    console.log(certificate.subjectAltName, certificate.issuerCertificate?.subject);
    console.log(client.getCertificate().subject);
  });
  client.resume();
  client.on('close', () => {
    console.log(client.getPeerCertificate(), client.getCipher(), client.getProtocol(), client.getPeerX509Certificate());
    close();
  });
});
