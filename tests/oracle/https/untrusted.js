'use strict';

// The request fails if the server is not trusted, or if its name does not fit.

const https = require('https');
const { serve, target } = require('../tls/fixtures/https');

serve({}, (request, response) => response.end(), (port, server) => {
  server.on('tlsClientError', (error) => console.log('tlsClientError', error.code));
  https.get(target(port, { ca: undefined, agent: false })).on('error', (error) => {
    console.log(error.code);
    https.get(target(port, { servername: 'elsewhere.example', agent: false })).on('error', (second) => {
      console.log(second.code, second.reason);
      server.close();
    });
  });
});
