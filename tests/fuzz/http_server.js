'use strict';
// A server that answers with what its handler has seen. The first line of its output is its port.
const http = require('http');
const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('error', () => {});
  request.on('end', () => {
    const { method, url, httpVersion, rawHeaders, rawTrailers, headers, complete } = request;
    response.end(JSON.stringify({ method, url, httpVersion, rawHeaders, rawTrailers, headers, complete, body: Buffer.concat(parts).toString('latin1') }));
  });
});
server.on('connect', (request, socket, head) => socket.end(`CONNECT ${request.url} ${head.toString('latin1')}`));
if (process.argv[2] === 'upgrade') server.on('upgrade', (request, socket, head) => socket.end(`UPGRADE ${request.url} ${head.toString('latin1')}`));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
