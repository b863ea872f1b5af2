'use strict';
// The result of each reset code on the other side.
const http2 = require('http2');
const codes = [0, 1, 2, 7, 8, 11, 13, 14, 4711];
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  stream.respond();
  stream.write('x');
  stream.close(+headers.code);
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const next = () => {
    if (codes.length === 0) {
      client.close();
      server.close();
      return;
    }
    const code = codes.shift();
    const request = client.request({ code });
    request.resume();
    let heard = 'no error';
    request.on('error', (error) => { heard = `${error.name} ${error.code} ${error.message}`; });
    request.on('aborted', () => { heard = `aborted, ${heard}`; });
    request.on('close', () => {
      console.log(code, request.rstCode, request.aborted, request.destroyed, heard);
      next();
    });
  };
  next();
});
