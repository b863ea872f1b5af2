'use strict';

// Plain HTTP to an HTTPS server: 'clientError', or the end.

const http = require('http');
const { serve } = require('../tls/fixtures/https');

serve({}, () => console.log('never'), (port, server) => {
  http.get({ port, host: '127.0.0.1', agent: false }).on('error', (error) => {
    console.log(error.code);
    server.on('clientError', (told, socket) => {
      console.log('clientError', told.code);
      socket.destroy();
    });
    http.get({ port, host: '127.0.0.1', agent: false }).on('error', (second) => {
      console.log(second.code);
      server.close();
    });
  });
});
