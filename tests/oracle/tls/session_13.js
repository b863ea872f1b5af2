'use strict';

// TLS 1.3: two sessions arrive after the handshake, and each can be resumed.

const { connect, serve } = require('./fixtures/keys');

serve({}, (socket) => socket.end('x'), (port, close) => {
  const sessions = [];
  const first = connect(port, {}, () => console.log('first', first.isSessionReused(), first.getProtocol()));
  first.on('session', (session) => sessions.push(session));
  first.resume();
  first.on('close', () => {
    console.log(sessions.length, sessions[0].equals(sessions[1]));
    const second = connect(port, { session: sessions[0] }, () => console.log('second', second.isSessionReused(), second.authorized));
    second.resume();
    second.on('close', close);
  });
});
