'use strict';

// The 'close' listeners of a request's socket, and the events of a request whose socket is destroyed during the response.

const http = require('http');
const net = require('net');

let round = 0;
const server = http.createServer((request, response) => {
  const { socket } = request;
  console.log(round, Array.isArray(socket._events.close), socket._events.close.length > 1);
  const events = [];
  const note = (name) => () => events.push(name);
  request.on('aborted', note('request aborted'));
  request.on('error', (error) => events.push(`request ${error.code}`));
  request.on('close', note('request close'));
  response.on('close', note('response close'));
  response.on('finish', note('response finish'));
  socket.on('close', () => setImmediate(() => setImmediate(() => {
    console.log(round, events.sort().join());
    round++;
    if (round === 3) server.close();
    else ask();
  })));
  if (round === 0) socket.destroy();
  else if (round === 1) response.end('done');
  else response.write('begun', () => socket.destroy());
});

function ask() {
  const client = net.connect(server.address().port);
  client.on('error', () => {});
  client.resume();
  client.write(round === 0 ? 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf' : 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
}
server.listen(0, ask);
