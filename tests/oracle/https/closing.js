'use strict';

// Closing a server: idle connections end at once, a busy one after its response.

const https = require('https');
const { get, serve } = require('../tls/fixtures/https');

const heard = [];
const server = serve({}, (request, response) => {
  if (request.url === '/fast') {
    request.socket.once('close', () => heard.push('idle connection closed'));
    response.end('fast');
    return;
  }
  server.close((error) => heard.push(`closed ${error}`));
  console.log(server.listening);
  setImmediate(() => response.end('slow'));
}, (port) => {
  const agent = new https.Agent({ keepAlive: true });
  get(port, { agent, path: '/fast' }, (text) => {
    console.log(text);
    setImmediate(() => get(port, { agent: false, path: '/slow' }, (slow) => heard.push(slow)));
  });
});
process.on('exit', () => console.log(heard.sort().join('\n')));
