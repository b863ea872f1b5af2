'use strict';
const net = require('net');
const known = new Set(process._getActiveHandles());
const server = net.createServer();
server.listen(0, () => {
  const added = process._getActiveHandles().filter((handle) => !known.has(handle));
  console.log(added.includes(server));
  server.unref();
  console.log(process._getActiveHandles().includes(server));
  server.close();
});
