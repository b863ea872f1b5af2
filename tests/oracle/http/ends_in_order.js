'use strict';

// How requests and responses end: the client goes away, the program destroys the request, an expectation is answered.

const http = require('http');
const net = require('net');

const log = [];
const note = (name) => (error) => log.push(error?.code === undefined ? name : `${name} ${error.code}`);

const HANDLERS = {
  '/aborted': (request, response) => {
    request.socket.on('close', () => log.push('socket close'));
    for (const name of ['aborted', 'error', 'close']) request.on(name, note(`request ${name}`));
    response.on('close', note('response close'));
  },
  '/destroyed': (request, response) => {
    request.on('close', note('request close'));
    for (const name of ['prefinish', 'finish', 'close']) response.on(name, note(`response ${name}`));
    request.destroy();
    response.end('text');
    log.push('returned');
  },
  '/answered': (request, response) => {
    response.on('finish', note('response finish')).end('text');
    request.destroy();
  },
};
const server = http.createServer((request, response) => HANDLERS[request.url](request, response));
server.on('checkExpectation', (request, response) => {
  response.statusCode = 400;
  response.end();
});
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (const url of Object.keys(HANDLERS)) {
    log.length = 0;
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`POST ${url} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart`));
    socket.on('error', () => {}).resume();
    await wait(80);
    socket.destroy();
    await wait(80);
    console.log(url, log.join(', '));
  }
  const agent = new http.Agent({ keepAlive: true });
  const request = http.request({ agent, port, method: 'POST', headers: { 'expect': 'something', 'content-length': 4 } }, (response) => {
    console.log(response.statusCode, response.headers.connection);
    response.resume().on('end', () => {
      request.destroy();
      agent.destroy();
      server.close();
    });
  });
  request.on('error', () => {}).flushHeaders();
});
