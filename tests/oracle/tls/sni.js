'use strict';

// A server with certificates by name: contexts that were added (the last that fits wins), and a slow SNICallback.

const tls = require('tls');
const { connect, pair, serve, told } = require('./fixtures/keys');

const other = pair('other', 'client');
function ask(port, names, done) {
  const servername = names.shift();
  if (servername === undefined) {
    done();
    return;
  }
  const client = connect(port, { servername, checkServerIdentity: () => undefined }, () => console.log(servername, client.getPeerCertificate().subject.CN));
  client.on('error', (error) => console.log(servername, told(error)));
  client.resume();
  client.on('close', () => ask(port, names, done));
}

const server = serve({}, (socket) => {
  console.log('server', socket.servername);
  socket.end();
}, (port, close) => ask(port, ['localhost', 'other.example', 'a.wild.example', 'b.a.wild.example'], () => {
  close();
  const options = {
    SNICallback(name, callback) {
      if (name === 'fails.example') setImmediate(callback, new Error('no such name'));
      else setTimeout(callback, 5, null, name === 'other.example' ? tls.createSecureContext(other) : null);
    },
  };
  const second = serve(options, (socket) => socket.end(), (p, end) => ask(p, ['localhost', 'other.example', 'fails.example'], end));
  second.on('tlsClientError', (error) => console.log('tlsClientError', error.message));
}));
server.addContext('other.example', other);
server.addContext('*.wild.example', other);
