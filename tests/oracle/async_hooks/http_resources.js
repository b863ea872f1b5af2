'use strict';
const { createHook, executionAsyncResource } = require('async_hooks');
const http = require('http');
const counts = {};
createHook({ init(id, type) { if (type.startsWith('HTTP')) counts[type] = (counts[type] ?? 0) + 1; } }).enable();
const server = http.createServer((request, response) => {
  console.log('request', executionAsyncResource().constructor.name);
  response.end('x');
}).listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (response) => {
    console.log('response', executionAsyncResource().constructor.name);
    response.resume();
    response.on('end', () => server.close());
  });
});
process.on('exit', () => console.log(counts));
