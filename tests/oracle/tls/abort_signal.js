'use strict';

// A signal that is aborted before the connection.

const { connect, serve } = require('./fixtures/keys');

const server = serve({}, (socket) => socket.on('error', () => {}), (port) => {
  const early = connect(port, { signal: AbortSignal.abort() });
  early.on('error', (error) => console.log(error.name, error.code));
  early.on('close', () => server.close());
});
server.on('tlsClientError', () => {});
