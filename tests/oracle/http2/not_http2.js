'use strict';
// The other side speaks another protocol.
const http2 = require('http2');
const net = require('net');
const server = http2.createServer();
server.on('sessionError', (error) => console.log('server', error.name, error.code, error.errno, error.message));
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  socket.resume();
  socket.on('close', () => {
    server.close();
    const plain = net.createServer((other) => {
      other.on('error', () => {});
      other.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    plain.listen(0, () => {
      const client = http2.connect(`http://localhost:${plain.address().port}`);
      client.on('error', (error) => console.log('client', error.name, error.code, error.errno, error.message));
      client.on('close', () => {
        console.log('close');
        plain.close();
      });
      const request = client.request();
      request.on('error', (error) => console.log('request', error.code, error.message));
    });
  });
});
