// Env: NODE_TLS_REJECT_UNAUTHORIZED=0

'use strict';

// With NODE_TLS_REJECT_UNAUTHORIZED=0 every certificate is accepted, and Node warns once.

const { connect, pair, serve } = require('./fixtures/keys');

serve(pair('self', 'server'), (socket) => socket.end(), (port, close) => {
  const client = connect(port, {}, () => {
    console.log(client.authorized, client.authorizationError);
    const second = connect(port, {}, () => console.log('second', second.authorized));
    second.resume();
    second.on('close', close);
  });
  client.resume();
});
