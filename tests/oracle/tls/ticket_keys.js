'use strict';

// Servers with the same ticket keys resume each other's sessions; others do not.

const { connect, serve } = require('./fixtures/keys');

const keys = Buffer.alloc(48, 7);
function resume(first, second, done) {
  serve({ sessionIdContext: 'x', maxVersion: 'TLSv1.2', ...first }, (socket) => socket.end(), (port, close, server) => {
    console.log(server.getTicketKeys().length, server.getTicketKeys().equals(keys));
    const client = connect(port);
    let session;
    client.on('session', (given) => { session = given; });
    client.resume();
    client.on('close', () => {
      close();
      serve({ sessionIdContext: 'x', maxVersion: 'TLSv1.2', ...second }, (socket) => socket.end(), (port, close) => {
        const client = connect(port, { session }, () => console.log('reused', client.isSessionReused()));
        client.resume();
        client.on('close', () => {
          close();
          done?.();
        });
      });
    });
  });
}
resume({ ticketKeys: keys }, { ticketKeys: keys }, () => resume({ ticketKeys: keys }, { ticketKeys: Buffer.alloc(48, 8) }));
