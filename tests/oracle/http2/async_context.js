'use strict';
// AsyncLocalStorage through requests and responses.
const http2 = require('http2');
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
const server = http2.createServer((request, response) => {
  storage.run(request.url, () => {
    setImmediate(() => response.end(`served ${storage.getStore()}`));
  });
});
server.listen(0, () => {
  const client = storage.run('session', () => http2.connect(`http://localhost:${server.address().port}`));
  client.on('connect', () => console.log('connect', storage.getStore()));
  let open = 2;
  for (const name of ['/a', '/b']) {
    storage.run(`request ${name}`, () => {
      const request = client.request({ ':path': name });
      request.setEncoding('utf8');
      const log = [];
      request.on('response', () => log.push(`response in ${storage.getStore()}`));
      request.on('data', (text) => log.push(`${text} in ${storage.getStore()}`));
      request.on('end', () => log.push(`end in ${storage.getStore()}`));
      request.on('close', () => {
        console.log(log.join('; '));
        if (--open === 0) {
          client.close();
          server.close();
        }
      });
    });
  }
});
