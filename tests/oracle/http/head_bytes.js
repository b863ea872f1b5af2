'use strict';

// A head that has more than ASCII goes out in the encoding of the text behind it, and byte for byte before bytes.

const http = require('http');
const net = require('net');

const ENDS = {
  text: (response) => response.end('text'),
  latin1: (response) => response.end('text', 'latin1'),
  bytes: (response) => response.end(Buffer.from('bytes')),
  nothing: (response) => response.end(),
  written: (response) => { response.write('text'); response.end(); },
  writtenBytes: (response) => { response.write(Buffer.from('bytes')); response.end(); },
  reason: (response) => { response.statusMessage = 'd\u00e9j\u00e0'; response.end('text'); },
};

const server = http.createServer((request, response) => {
  response.setHeader('Connection', 'close').setHeader('Date', 'now');
  if (request.url !== '/reason') response.setHeader('X-Name', '\u00e9');
  ENDS[request.url.slice(1)](response);
});
server.listen(0, '127.0.0.1', async () => {
  for (const name of Object.keys(ENDS)) {
    const answer = await new Promise((resolve) => {
      const pieces = [];
      const client = net.connect(server.address().port, '127.0.0.1', () => client.write(`GET /${name} HTTP/1.1\r\nHost: a\r\n\r\n`));
      client.on('data', (piece) => pieces.push(piece)).on('close', () => resolve(Buffer.concat(pieces).toString('latin1')));
    });
    console.log(name, JSON.stringify(answer));
  }
  server.close();
});
