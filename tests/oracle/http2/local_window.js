'use strict';
// setLocalWindowSize, and the state of sessions and streams.
const http2 = require('http2');
const server = http2.createServer({ settings: { initialWindowSize: 100000, maxConcurrentStreams: 7 } });
server.on('session', (session) => {
  session.setLocalWindowSize(1 << 20);
  console.log('server', session.state.effectiveLocalWindowSize, session.state.localWindowSize, session.type);
});
server.on('stream', (stream) => {
  console.log(stream.state, stream.id, stream.sentHeaders);
  stream.respond({ a: 'b' });
  console.log(stream.sentHeaders.a, stream.headersSent, stream.state.state);
  stream.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  for (const value of ['x', -1, 2 ** 31]) {
    try {
      client.setLocalWindowSize(value);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  client.on('connect', () => {
    client.setNextStreamID(11);
    console.log('next', client.state.nextStreamID);
    for (const value of ['x', 0, 2 ** 32]) {
      try {
        client.setNextStreamID(value);
      } catch (error) {
        console.log(error.name, error.code, error.message);
      }
    }
    const request = client.request({ b: ['1', '2'] });
    console.log(request.id, request.sentHeaders.b, client.state.nextStreamID);
    request.resume();
    request.on('close', () => {
      const { remoteWindowSize } = client.state;
      console.log('client', remoteWindowSize, client.remoteSettings.initialWindowSize, client.remoteSettings.maxConcurrentStreams);
      client.close();
      server.close();
    });
  });
});
