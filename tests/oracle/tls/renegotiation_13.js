'use strict';

// TLS 1.3 has no second handshake.

const { connect, serve } = require('./fixtures/keys');

serve({}, (socket) => socket.resume(), (port, close) => {
  const client = connect(port, {}, () => {
    const done = client.renegotiate({}, (error) => {
      console.log(error.code, error.message);
      client.end();
    });
    console.log(done);
  });
  client.resume();
  client.on('close', close);
});
