'use strict';
// A client that wants no pushes.
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (stream) => {
  console.log(stream.pushAllowed, stream.session.remoteSettings.enablePush);
  try {
    stream.pushStream({ ':path': '/' }, () => {});
  } catch (error) {
    console.log(error.code, error.message);
  }
  stream.respond();
  stream.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`, { settings: { enablePush: false } });
  const request = client.request();
  request.resume();
  request.on('close', () => {
    console.log(client.localSettings.enablePush);
    client.close();
    server.close();
  });
});
