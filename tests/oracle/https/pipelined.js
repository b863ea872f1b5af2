'use strict';

// Pipelined requests: the responses come in order.

const tls = require('tls');
const { serve, target } = require('../tls/fixtures/https');

serve({}, (request, response) => setTimeout(() => response.end(request.url), request.url === '/1' ? 20 : 1), (port, server) => {
  const client = tls.connect(target(port), () => {
    client.write('GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
    client.write('GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  });
  let text = '';
  client.on('data', (data) => { text += data; });
  client.on('end', () => {
    console.log(text.match(/^\/\d|\r\n\r\n\/\d/gm).map((each) => each.trim()).join());
    server.close();
  });
});
