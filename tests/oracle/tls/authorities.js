'use strict';

// The lists of authorities: their kinds, and a default that the program sets.

const tls = require('tls');
const { connect, read, serve, told } = require('./fixtures/keys');

console.log(tls.rootCertificates.length > 100, Object.isFrozen(tls.rootCertificates), tls.rootCertificates === tls.rootCertificates);
console.log(tls.getCACertificates() === tls.getCACertificates('default'), tls.getCACertificates('bundled').length === tls.rootCertificates.length);
console.log(tls.getCACertificates('extra'));
for (const kind of ['nope', 1, null]) {
  try {
    tls.getCACertificates(kind);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
for (const list of ['x', [1], ['x'], undefined]) {
  try {
    tls.setDefaultCACertificates(list);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
serve({}, (socket) => socket.end(), (port, close) => {
  const before = connect(port, { ca: undefined });
  before.on('error', (error) => console.log(told(error)));
  before.on('close', () => {
    tls.setDefaultCACertificates([read('ca-cert.pem')]);
    console.log(tls.getCACertificates().length, tls.getCACertificates()[0] === String(read('ca-cert.pem')));
    const after = connect(port, { ca: undefined }, () => console.log(after.authorized));
    after.resume();
    after.on('close', close);
  });
});
