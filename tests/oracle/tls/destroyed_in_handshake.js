'use strict';

// A socket is destroyed during the handshake: the callbacks of waiting writes get an error.

const { connect, serve, told } = require('./fixtures/keys');

const server = serve({}, () => console.log('never'), (port) => {
  const client = connect(port, {}, () => console.log('never'));
  client.write('x', (error) => console.log('write', error.code));
  client.on('connect', () => client.destroy());
  client.on('error', (error) => console.log('error', told(error)));
  client.on('close', (hadError) => {
    console.log('close', hadError);
    server.close();
  });
});
server.on('tlsClientError', (error) => console.log('server', error.code));
