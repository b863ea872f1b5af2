'use strict';
require('node:http').createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => res.end(Buffer.concat(chunks)));
}).listen(+process.argv[2], '127.0.0.1');
