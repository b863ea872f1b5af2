'use strict';
// Pushed streams.
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (stream) => {
  console.log('allowed', stream.pushAllowed);
  stream.pushStream({ ':path': '/pushed', 'x-p': '1' }, (error, push, headers) => {
    console.log(error, push.id, push.readable, headers[':path'], push.pushAllowed);
    try {
      push.pushStream({ ':path': '/nested' }, () => {});
    } catch (nested) {
      console.log(nested.code, nested.message);
    }
    push.respond({ ':status': 203 });
    push.end('from the push');
    stream.respond();
    stream.end('main');
  });
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const log = [];
  let open = 2;
  const closed = () => {
    if (--open > 0) return;
    console.log(log.sort().join('\n'));
    client.close();
    server.close();
  };
  client.on('stream', (push, headers) => {
    log.push(`stream ${push.id} ${headers[':path']} ${headers['x-p']} writable ${push.writable}`);
    push.on('push', (response) => log.push(`push ${response[':status']}`));
    push.setEncoding('utf8');
    push.on('data', (text) => log.push(`push data ${text}`));
    push.on('close', closed);
  });
  const request = client.request();
  request.setEncoding('utf8');
  request.on('data', (text) => log.push(`data ${text}`));
  request.on('close', closed);
});
