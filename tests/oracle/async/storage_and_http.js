'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');
const storage = new AsyncLocalStorage();
const log = [];
const note = (name) => log.push(`${name}: ${storage.getStore()}`);
const server = http.createServer((request, response) => {
  storage.run(`request ${request.url}`, () => {
    request.on('data', () => note('data'));
    setTimeout(() => { note('timer'); response.end('x'); }, 1);
    response.on('finish', () => note('finish'));
  });
});
server.listen(0, () => {
  let left = 2;
  for (const name of ['/a', '/b']) {
    storage.run(`client ${name}`, () => {
      const request = http.request({ port: server.address().port, path: name, method: 'POST' }, (response) => {
        note('response');
        response.on('data', () => note('client data'));
        response.on('end', () => { note('client end'); if (--left === 0) server.close(); });
      });
      request.end('body');
    });
  }
});
process.on('exit', () => console.log(log.sort().filter((line) => !/^finish/.test(line))));
