'use strict';

// Bytes that are not a session are ignored.

const { connect, serve } = require('./fixtures/keys');

serve({}, (socket) => socket.end(), (port, close) => {
  const client = connect(port, { session: Buffer.from('nonsense') }, () => console.log(client.isSessionReused(), client.authorized));
  client.resume();
  client.on('close', close);
});
