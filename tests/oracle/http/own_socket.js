'use strict';

// `socket` is an own property of a response. Packages check this before they trust a TLS connection.

const http = require('http');

const server = http.createServer((req, res) => res.end('done')).listen(0, () => {
  http.get({ port: server.address().port }, (response) => {
    console.log('own socket', Object.hasOwn(response, 'socket'), response.socket === response.connection);
    console.log(Object.getOwnPropertyDescriptor(response, 'socket').enumerable);
    response.resume();
    response.on('end', () => {
      server.close();
      const made = new http.IncomingMessage('anything');
      console.log(Object.hasOwn(made, 'socket'), made.socket);
      made.socket = 'other';
      console.log(made.connection);
    });
  });
});
