'use strict';

// TLS inside TLS, as through a proxy.

const net = require('net');
const tls = require('tls');
const { connect, read, serve } = require('./fixtures/keys');

serve({}, (socket) => {
  console.log('target');
  socket.end('from within');
}, (inner, closeInner) => {
  serve({}, (socket) => {
    const through = net.connect(inner, '127.0.0.1');
    through.pipe(socket).pipe(through);
  }, (outer, closeOuter) => {
    const tunnel = connect(outer);
    const client = tls.connect({ socket: tunnel, servername: 'localhost', ca: read('ca-cert.pem') }, () => console.log('secure', client.authorized, tunnel.authorized));
    let text = '';
    client.on('data', (data) => { text += data; });
    client.on('end', () => console.log(text));
    client.on('close', () => {
      closeInner();
      closeOuter();
    });
  });
});
