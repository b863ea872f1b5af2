'use strict';

// A checkServerIdentity of one's own: it gets the name and the detailed certificate, and what it returns is the error.

const { connect, serve } = require('./fixtures/keys');

serve({}, (socket) => socket.end(), (port, close) => {
  const first = connect(port, {
    checkServerIdentity(host, certificate) {
      console.log(host, certificate.subject.CN, certificate.issuerCertificate.subject.CN, certificate.subjectaltname);
      return Object.assign(new Error('not today'), { code: 'ERR_OWN' });
    },
  });
  first.on('error', (error) => console.log(error.message, first.authorizationError));
  first.on('close', () => {
    const second = connect(port, { checkServerIdentity: () => undefined, servername: 'anything.example' }, () => console.log('second', second.authorized));
    second.resume();
    second.on('close', close);
  });
});
