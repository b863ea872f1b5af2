'use strict';

// A program's own checkServerIdentity gets the host and the detailed certificate. The error that it returns ends the connection.

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
