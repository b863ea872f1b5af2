'use strict';
console.log('begins');  // standard output is a resource of async_hooks too: it exists before the hooks
console.error('begins');
const { createHook } = require('async_hooks');
const net = require('net');
const tree = [];
const names = new Map();
createHook({
  init(id, type, trigger) {
    if (['TickObject', 'Timeout', 'Immediate', 'DNSCHANNEL'].includes(type)) { names.set(id, names.get(trigger)); return; }
    names.set(id, type);
    tree.push(`${type} of ${names.get(trigger) ?? 'main'}`);
  },
  trackPromises: false,
}).enable();
const server = net.createServer((socket) => { socket.resume(); socket.end('x'); });
server.listen(0, '127.0.0.1', () => {
  net.connect(server.address().port, '127.0.0.1').resume().on('close', () => server.close(() => console.log(tree.filter((line) => !line.startsWith('SHUTDOWN')))));
});
