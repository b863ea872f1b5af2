'use strict';
// The response to the first of two pipelined requests closes the connection.

const http = require('node:http');
const net = require('node:net');

const events = [];
const server = http.createServer((request, response) => {
  request.on('close', () => events.push(`request ${request.url} close`));
  request.on('error', (e) => events.push(`request ${request.url} ${e.code}`));
  response.on('finish', () => events.push(`response ${request.url} finish`));
  response.on('close', () => events.push(`response ${request.url} close`));
  if (request.url === '/1') setTimeout(() => { response.setHeader('Connection', 'close'); response.end(request.url); }, 20);
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1' });
  let text = '';
  client.setEncoding('latin1').on('data', (part) => { text += part; });
  client.on('error', () => {});
  client.on('close', () => {
    console.log(text.match(/HTTP\/1.1 .*|Connection: .*|\/[123]$/gm).join());
    setTimeout(() => { console.log(events.sort().join('\n')); server.close(); }, 20);
  });
  client.write(['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`).join(''));
});
