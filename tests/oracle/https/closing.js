'use strict';

// Closing a server: idle connections end at once, busy ones when they are done, all of them if told.

const https = require('https');
const { get, serve } = require('../tls/fixtures/https');

serve({}, (request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('slow'), 30);
  else response.end('fast');
}, (port, server) => {
  const agent = new https.Agent({ keepAlive: true });
  get(port, { agent, path: '/fast' }, (text) => {
    console.log(text);
    get(port, { agent: false, path: '/slow' }, (slow) => console.log(slow));
    setTimeout(() => {
      server.close((error) => console.log('closed', error));
      console.log(server.listening);
    }, 10);
  });
});
