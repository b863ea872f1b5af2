'use strict';
// Pipelined requests of a client that has sent its last byte, to a server that may answer such clients.
const http = require('node:http');
const net = require('node:net');

const events = [];
const server = http.createServer((request, response) => {
  request.on('close', () => events.push(`request ${request.url} close`));
  response.on('finish', () => events.push(`response ${request.url} finish`));
  response.on('close', () => events.push(`response ${request.url} close`));
  setTimeout(() => response.end(request.url), request.url === '/1' ? 30 : 10);
});
server.httpAllowHalfOpen = true;
server.listen(0, '127.0.0.1', () => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  client.setEncoding('latin1').on('data', (part) => { text += part; });
  client.on('end', () => {
    client.end();
    console.log(text.match(/HTTP\/1.1 .*|Connection: .*|\/[123]$/gm).join());
    setTimeout(() => { console.log(events.sort().join('\n')); server.close(); }, 20);
  });
  client.end(['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`).join(''));
});
