'use strict';
// Requests that are aborted, before they begin and after.
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (stream) => {
  stream.on('error', () => {});
  stream.on('close', () => console.log('server', stream.rstCode, stream.aborted));
  stream.respond();
  stream.write('x');
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const early = client.request({}, { signal: AbortSignal.abort(new Error('why')) });
  early.on('error', (error) => console.log(error.name, error.code, error.message, error.cause.message));
  early.on('close', () => {
    console.log('early', early.destroyed, early.rstCode, early.id);
    const controller = new AbortController();
    const late = client.request({}, { signal: controller.signal });
    late.on('data', () => controller.abort());
    late.on('error', (error) => console.log(error.name, error.code));
    late.on('close', () => {
      console.log('late', late.rstCode);
      client.close();
      server.close();
    });
  });
});
