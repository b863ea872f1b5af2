'use strict';

// What is written before the handshake has ended goes when the peer is known; its callback comes after 'secureConnect'.

const { connect, serve } = require('./fixtures/keys');

serve({}, (socket) => socket.pipe(socket), (port, close) => {
  const client = connect(port);
  client.write('a', () => console.log('a written'));
  client.end('b', () => console.log('ended'));
  client.on('secureConnect', () => console.log('secureConnect'));
  client.setEncoding('utf8');
  let text = '';
  client.on('data', (data) => { text += data; });
  client.on('end', () => console.log(text));
  client.on('close', close);
});
