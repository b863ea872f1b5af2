'use strict';

// The events of a connection on both sides, in order.

const { connect, serve } = require('./fixtures/keys');

serve({}, (socket) => {
  console.log('server secureConnection', socket.authorized, socket.encrypted);
  socket.on('data', (data) => {
    console.log('server data', String(data));
    socket.end('bye');
  });
  socket.on('end', () => console.log('server end'));
}, (port, close) => {
  const client = connect(port, {}, () => {
    console.log('client callback', client.authorized, client.authorizationError);
    process.nextTick(() => console.log('client tick'));
    Promise.resolve().then(() => console.log('client microtask'));
    client.write('hello');
  });
  for (const event of ['lookup', 'connect', 'ready', 'secure', 'secureConnect', 'end']) client.on(event, () => console.log('client', event));
  client.on('data', (data) => console.log('client data', String(data)));
  client.on('close', (hadError) => {
    console.log('client close', hadError);
    close();
  });
});
