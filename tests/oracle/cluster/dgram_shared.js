'use strict';

// Datagram sockets of workers share the socket that the primary binds, unless they are `exclusive`.

const cluster = require('cluster');
const dgram = require('dgram');

if (cluster.isPrimary) {
  const ports = { shared: [], exclusive: [] };
  let left = 2;
  let gone = 0;
  cluster.on('listening', (worker, address) => {
    console.log('listening', address.addressType, address.address, address.fd, address.port > 0);
  });
  const next = () => {
    if (left-- === 0) {
      console.log('shared', ports.shared[0] === ports.shared[1], 'exclusive', ports.exclusive[0] === ports.exclusive[1]);
      return;
    }
    const worker = cluster.fork();
    worker.on('message', (message) => {
      ports.shared.push(message.shared);
      ports.exclusive.push(message.exclusive);
      if (ports.shared.length === 1) {
        next();  // while the first worker still has its sockets
      } else {
        for (const id in cluster.workers) cluster.workers[id].send('end');
      }
    });
    worker.on('exit', (code) => {
      console.log('exit', code);
      if (++gone === 2) next();
    });
  };
  next();
} else {
  const shared = dgram.createSocket('udp4');
  const exclusive = dgram.createSocket('udp4');
  shared.bind(0, '127.0.0.1', () => exclusive.bind({ port: 0, address: '127.0.0.1', exclusive: true }, () => {
    process.send({ shared: shared.address().port, exclusive: exclusive.address().port });
  }));
  process.once('message', () => {
    shared.close();
    exclusive.close();
    process.disconnect();
  });
}
