'use strict';

// A request and its response, and the connection as both ends see it.

const { get, serve } = require('../tls/fixtures/https');

serve({}, (request, response) => {
  const { socket } = request;
  console.log(request.method, request.url, request.headers.host.split(':')[0], socket.encrypted, socket.authorized, socket.getProtocol(), socket.servername, socket.alpnProtocol);
  response.setHeader('X-Test', 'yes');
  response.end('hello');
}, (port, server) => {
  get(port, { path: '/a?b=c', agent: false }, (text, response) => {
    console.log(response.statusCode, text, response.headers['x-test'], response.socket.authorized);
    server.close(() => console.log('closed'));
  });
});
