'use strict';

// A certificate of the right authority for another name.

const { connect, serve, told } = require('./fixtures/keys');

serve({}, (socket) => socket.end(), (port, close) => {
  const client = connect(port, { servername: 'elsewhere.example' });
  client.on('error', (error) => {
    console.log(told(error));
    console.log(error.reason, error.host, error.cert.subject.CN, client.authorized, client.authorizationError);
  });
  client.on('close', close);
});
