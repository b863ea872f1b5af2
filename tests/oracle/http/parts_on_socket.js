'use strict';

// The parts in which a chunked message is written, as a program sees them that replaces the socket's write().

const http = require('http');

const server = http.createServer((request, response) => {
  const { socket } = response;
  const { write } = socket;
  const parts = [];
  socket.write = function(data, ...rest) {
    parts.push(String(data).replace(/^HTTP[^]*\r\n\r\n/, 'HEAD '));
    return Reflect.apply(write, this, [data, ...rest]);
  };
  request.resume();
  request.on('end', () => {
    if (request.url === '/corked') response.cork();
    response.writeHead(200, { 'X-A': 'b' });
    response.write('one');
    response.write(Buffer.from('two'));
    response.write('dr\u00e9i', 'utf8');
    if (request.url === '/corked') response.uncork();
    response.end('four');
    console.log(request.url, JSON.stringify(parts));
  });
});

server.listen(0, async () => {
  for (const path of ['/plain', '/corked']) {
    const response = await new Promise((resolve) => http.get({ port: server.address().port, path, agent: false }, resolve));
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += chunk;
    console.log(path, body);
  }
  server.close();
});
