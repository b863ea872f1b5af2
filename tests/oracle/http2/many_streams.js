'use strict';
// More requests than the server allows at once: they wait in order, and all are served.
const http2 = require('http2');
const server = http2.createServer({ settings: { maxConcurrentStreams: 3 } });
let open = 0;
let most = 0;
server.on('stream', (stream, headers) => {
  most = Math.max(most, ++open);
  stream.on('close', () => open--);
  setTimeout(() => {
    stream.respond();
    stream.end(headers[':path']);
  }, 2);
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  client.on('remoteSettings', (settings) => {
    console.log('limit', settings.maxConcurrentStreams);
    const ids = [];
    let left = 20;
    for (let i = 0; i < 20; i++) {
      const request = client.request({ ':path': `/${i}` });
      ids.push(request.id);
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (text) => { body += text; });
      request.on('close', () => {
        if (body !== `/${i}`) console.log('wrong', i, body);
        if (--left > 0) return;
        console.log('most', most, 'ids', ids.join());
        client.close();
        server.close();
      });
    }
  });
});
