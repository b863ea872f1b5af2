'use strict';

// Both ends export the same keying material. getFinished() of one end is getPeerFinished() of the other.

const { connect, serve } = require('./fixtures/keys');

let theirs;
serve({}, (socket) => {
  theirs = {
    plain: socket.exportKeyingMaterial(32, 'label'), context: socket.exportKeyingMaterial(16, 'label', Buffer.from('c')),
    finished: socket.getFinished(), peer: socket.getPeerFinished(),
  };
  socket.end('x');
}, (port, close) => {
  const client = connect(port);
  try {
    client.exportKeyingMaterial(32, 'label');
  } catch (error) {
    console.log(error.code, error.message);
  }
  console.log(client.getFinished(), client.getPeerFinished());
  client.on('data', () => {
    console.log(client.exportKeyingMaterial(32, 'label').equals(theirs.plain), client.exportKeyingMaterial(16, 'label', Buffer.from('c')).equals(theirs.context));
    console.log(client.getFinished().equals(theirs.peer), client.getPeerFinished().equals(theirs.finished), theirs.plain.equals(theirs.context));
  });
  client.on('close', close);
});
