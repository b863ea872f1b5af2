'use strict';
// Close callbacks run after the immediates of the same turn.
const net = require('net');
const server = net.createServer().listen(0, () => {
  server.close(() => console.log('closed'));
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
});
