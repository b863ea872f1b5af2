'use strict';

// A second handshake on a TLS 1.2 connection, and a server that refuses it.

const { connect, serve, told } = require('./fixtures/keys');

serve({ maxVersion: 'TLSv1.2' }, (socket) => {
  let count = 0;
  socket.on('error', (error) => {
    console.log('server', told(error));
    socket.destroy();
  });
  socket.on('secure', () => {
    console.log('server secure again');
    if (++count === 1) socket.disableRenegotiation();
  });
  socket.resume();
}, (port, close) => {
  const client = connect(port, {}, () => {
    console.log(client.renegotiate({}, (error) => {
      console.log('client', error);
      client.renegotiate({}, () => console.log('never'));
    }));
  });
  client.on('error', () => {});
  client.resume();
  client.on('close', () => {
    console.log('closed');
    close();
  });
});
