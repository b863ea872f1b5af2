'use strict';

// Packages replace _writeGeneric of a socket to see data before it is written.

const net = require('net');

const server = net.createServer((socket) => {
  let text = '';
  socket.on('data', (chunk) => { text += chunk; }).on('end', () => { console.log('got', text); socket.end(); server.close(); });
}).listen(0, () => {
  const client = new net.Socket();
  const real = client._writeGeneric;
  const seen = [];
  client._writeGeneric = function(many, data, encoding, callback) {
    seen.push([many, Array.isArray(data) ? data.map(({ chunk }) => chunk.toString()) : data.toString(), encoding]);
    return Reflect.apply(real, this, [many, data, encoding, callback]);
  };
  console.log(typeof real, real.length, Object.hasOwn(net.Socket.prototype, '_writeGeneric'));
  client.connect(server.address().port);
  client.write('early ');
  client.on('connect', () => {
    client.cork();
    client.write('one ');
    client.write('two', 'latin1');
    client.uncork();
    client.end(' three');
  });
  client.on('close', () => console.log(seen));
  client.resume();
});
