'use strict';

// Data written before the end of the handshake leaves after the peer is verified; its callback runs after 'secureConnect'.

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
