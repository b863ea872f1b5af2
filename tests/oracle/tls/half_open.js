'use strict';

// allowHalfOpen: a side can still write after the other side has ended.

const { connect, serve } = require('./fixtures/keys');

serve({ allowHalfOpen: true }, (socket) => {
  console.log('half open', socket.allowHalfOpen);
  socket.resume();
  socket.on('end', () => {
    console.log('server heard the end');
    setTimeout(() => socket.end('late'), 5);
  });
}, (port, close) => {
  const client = connect(port, { allowHalfOpen: true }, () => client.end());
  client.on('data', (data) => console.log(String(data)));
  client.on('end', () => console.log('client end'));
  client.on('close', close);
});
