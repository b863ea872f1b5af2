'use strict';

// 'keylog' gives the same secrets of a connection on both sides.

const { connect, serve } = require('./fixtures/keys');

const lines = { server: [], client: [] };
const server = serve({}, (socket) => socket.end(), (port, close) => {
  const client = connect(port);
  client.on('keylog', (line) => lines.client.push(String(line)));
  client.resume();
  client.on('close', () => {
    close();
    console.log(lines.client.map((line) => line.split(' ')[0]).sort().join());
    console.log(lines.client.every((line) => line.endsWith('\n') && lines.server.includes(line)));
  });
});
server.on('keylog', (line, socket) => lines.server.push(socket.encrypted ? String(line) : ''));
