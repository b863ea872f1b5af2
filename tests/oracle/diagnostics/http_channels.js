'use strict';
const dc = require('diagnostics_channel');
const http = require('http');
const names = ['http.client.request.created', 'http.client.request.start', 'http.client.response.finish', 'http.client.request.error', 'http.server.request.start', 'http.server.response.created', 'http.server.response.finish'];
const seen = [];
for (const name of names) dc.subscribe(name, (message) => seen.push(`${name}: ${Object.keys(message)}`));
const server = http.createServer((request, response) => response.end('x')).listen(0, () => {
  const { port } = server.address();
  http.get({ port, agent: false }, (response) => {
    response.resume();
    response.on('end', () => server.close(() => http.get({ port, agent: false }).on('error', () => {})));
  });
});
process.on('exit', () => console.log(seen.sort()));
