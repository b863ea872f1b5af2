'use strict';

// A request that asks for another protocol and gets it: the bytes behind its head are the protocol's, whatever its head says of a body.

const http = require('http');
const net = require('net');

const BODIES = {
  'nothing': ['', ''],
  'a length': ['Content-Length: 5\r\n', 'hello'],
  'a length, and more': ['Content-Length: 5\r\n', 'hello and more'],
  'chunks': ['Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\r\n'],
};

function talk(port, pieces) {
  return new Promise((resolve) => {
    let answer = '';
    const client = net.connect(port, '127.0.0.1', async () => {
      for (const piece of pieces) {
        client.write(piece, 'latin1');
        await new Promise((done) => setTimeout(done, 30));
      }
    });
    client.setEncoding('latin1').on('data', (piece) => { answer += piece; }).on('error', () => {}).on('close', () => resolve(answer));
  });
}

const server = http.createServer(() => console.log('a request'));
server.on('upgrade', (request, socket, head) => {
  let all = head.toString('latin1');
  socket.on('data', (piece) => { all += piece.toString('latin1'); });
  setTimeout(() => { console.log(request.method, request.complete, JSON.stringify(all)); socket.end('bye'); }, 100);
});
server.listen(0, '127.0.0.1', async () => {
  for (const [name, [header, body]] of Object.entries(BODIES)) {
    const head = `POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n${header}\r\n`;
    console.log(name, await talk(server.address().port, [head + body]), await talk(server.address().port, [head, body]));
  }
  server.close();
});
