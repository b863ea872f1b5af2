'use strict';

// A handler uses the socket itself: it sets a timeout and reads counts. Later requests on the connection still work.

const { get, serve } = require('../tls/fixtures/https');

let count = 0;
serve({}, (request, response) => {
  count++;
  if (count === 1) {
    request.socket.setTimeout(5000);
    request.socket.once('close', () => console.log('socket closed'));
    console.log(request.socket.writableLength, request.socket.bytesRead > 0);
    response.end('taken');
  } else {
    response.end('again');
  }
}, (port, server) => {
  const https = require('https');
  const agent = new https.Agent({ keepAlive: true });
  get(port, { agent }, (text) => {
    console.log(text);
    setImmediate(() => get(port, { agent }, (second, response) => {
      console.log(second, response.req.reusedSocket);
      agent.destroy();
      server.close();
    }));
  });
});
