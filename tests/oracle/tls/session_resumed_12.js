'use strict';

// A session is resumed with a ticket, or from a store of the server's own.

const { connect, serve } = require('./fixtures/keys');
const { constants } = require('crypto');

function twice(options, watch, done) {
  const server = serve({ maxVersion: 'TLSv1.2', ...options }, (socket) => {
    console.log('server reused', socket.isSessionReused());
    socket.end();
  }, (port, close) => {
    let session;
    const first = connect(port, {}, () => console.log('first', first.isSessionReused(), first.getTLSTicket() !== undefined));
    first.on('session', (given) => { session = given; });
    first.resume();
    first.on('close', () => {
      const second = connect(port, { session }, () => console.log('second', second.isSessionReused(), second.authorized));
      second.resume();
      second.on('close', () => {
        close();
        done?.();
      });
    });
  });
  watch?.(server);
}

twice({}, undefined, () => twice({ secureOptions: constants.SSL_OP_NO_TICKET }, (server) => {
  const store = new Map();
  server.on('newSession', (id, data, done) => {
    console.log('newSession', id.length, data.length > 100);
    store.set(id.toString('hex'), data);
    setImmediate(done);
  });
  server.on('resumeSession', (id, done) => {
    console.log('resumeSession', store.has(id.toString('hex')));
    setImmediate(done, null, store.get(id.toString('hex')));
  });
}));
