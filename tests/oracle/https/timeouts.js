'use strict';

// A request that takes too long, and an idle connection.

const https = require('https');
const { serve, target } = require('../tls/fixtures/https');

serve({ keepAliveTimeout: 1, keepAliveTimeoutBuffer: 10 }, (request, response) => {
  if (request.url === '/never') return;
  response.end('x');
}, (port, server) => {
  const slow = https.get(target(port, { path: '/never', timeout: 20, agent: false }));
  slow.on('timeout', () => {
    console.log('timeout');
    slow.destroy();
  });
  slow.on('error', (error) => {
    console.log(error.code, error.message);
    const agent = new https.Agent({ keepAlive: true });
    https.get(target(port, { agent }), (response) => {
      response.resume();
      response.socket.on('close', () => {
        console.log('idle connection closed');
        server.close();
      });
    });
  });
});
