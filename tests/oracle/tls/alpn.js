'use strict';

// ALPN: a common protocol, in the server's order; no common protocol; a callback.

const { connect, serve, told } = require('./fixtures/keys');

function attempt(server, client, done) {
  const listening = serve(server, (socket) => {
    console.log('server', socket.alpnProtocol);
    socket.end();
  }, (port, close) => {
    const socket = connect(port, client, () => console.log('client', socket.alpnProtocol));
    socket.on('error', (error) => console.log('client', told(error)));
    socket.resume();
    socket.on('close', () => {
      close();
      done?.();
    });
  });
  listening.on('tlsClientError', (error) => console.log('tlsClientError', told(error)));
}
const callback = (answer) => ({
  ALPNCallback({ servername, protocols }) {
    console.log('asked', servername, protocols.join());
    return answer;
  },
});
attempt({ ALPNProtocols: ['a', 'b'] }, { ALPNProtocols: ['b', 'a'] }, () =>
  attempt({ ALPNProtocols: ['a'] }, {}, () =>
    attempt({}, { ALPNProtocols: ['a'] }, () =>
      attempt({ ALPNProtocols: ['a'] }, { ALPNProtocols: ['b'] }, () =>
        attempt(callback('b'), { ALPNProtocols: ['a', 'b'] }, () =>
          attempt(callback(undefined), { ALPNProtocols: ['a', 'b'] }, () =>
            attempt(callback('c'), { ALPNProtocols: ['a', 'b'] })))))));
