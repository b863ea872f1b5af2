'use strict';
// A paused reader stops the writer: no more bytes than the window leave.
const http2 = require('http2');
const server = http2.createServer();
let stream;
server.on('stream', (given) => {
  stream = given;
  stream.respond();
  console.log('write', stream.write(Buffer.alloc(200000)));
  console.log('buffered', stream.writableLength, stream.bufferSize);
  stream.end(() => console.log('all written'));
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request();
  request.on('response', () => {
    request.pause();
    setTimeout(() => {
      console.log('session', stream.session.state.remoteWindowSize > 0, 'finished', stream.writableFinished, 'pending', stream.writableLength);
      let size = 0;
      request.on('data', (chunk) => { size += chunk.length; });
      request.on('end', () => console.log('size', size));
      request.on('close', () => {
        console.log('window', client.state.effectiveLocalWindowSize, client.state.effectiveRecvDataLength < 65535);
        client.close();
        server.close();
      });
      request.resume();
    }, 100);
  });
});
