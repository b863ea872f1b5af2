'use strict';
// A handler that uses the socket, a header, and the end of the response.
let finished = 0;
require('node:http').createServer((req, res) => {
  res.on('finish', () => { finished++; });
  const port = req.socket.remotePort;
  res.setHeader('x-seen', `${req.headers.host} ${port > 0} ${finished > 0}`);
  res.end('Hello World');
}).listen(+process.argv[2], '127.0.0.1');
