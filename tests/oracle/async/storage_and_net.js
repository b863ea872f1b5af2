'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const net = require('net');
const storage = new AsyncLocalStorage();
const log = [];
const note = (name) => log.push(`${name}: ${storage.getStore()}`);
const server = storage.run('server', () => net.createServer((socket) => {
  note('connection');
  socket.on('data', (data) => { note('server data'); socket.end(data); });
  socket.on('close', () => note('server close'));
}));
storage.run('listen', () => server.listen(0, '127.0.0.1', () => {
  note('listening');
  storage.run('client', () => {
    const socket = net.connect(server.address().port, '127.0.0.1', () => { note('connect'); socket.write('x'); });
    socket.on('data', () => note('client data'));
    socket.on('close', () => { note('client close'); storage.run('closer', () => server.close()); });
  });
}));
process.on('exit', () => console.log(log.sort()));
