'use strict';
// Raw header arrays, cookies, sensitive headers, and headers that are joined on the way.
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (stream, headers, flags, raw) => {
  console.log(headers.cookie, headers['x-many'], headers['content-type'], headers[http2.sensitiveHeaders]);
  console.log(raw.filter((text) => !/^localhost/.test(text)));
  stream.respond([':status', 202, 'X-A', '1', 'set-cookie', 'a=1', 'set-cookie', 'b=2', 'date', 'today', 'x-a', '2']);
  stream.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const raw = ['x-many', '1', 'X-Many', '2', 'cookie', 'a=b', 'cookie', 'c=d', 'content-type', 'text/plain', 'secret', 's'];
  raw[http2.sensitiveHeaders] = ['secret', 'cookie'];
  const request = client.request(raw);
  const sent = request.sentHeaders;
  console.log(sent[':method'], sent[':path'], sent[':scheme'], sent['x-many'], sent['X-Many'], sent.cookie);
  request.on('response', (headers, flags, list) => {
    console.log(headers, flags);
    console.log(list);
  });
  request.resume();
  request.on('close', () => {
    client.close();
    server.close();
  });
});
