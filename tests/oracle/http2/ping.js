'use strict';
// Pings: payloads, limits, and those that are cancelled.
const http2 = require('http2');
const server = http2.createServer();
server.on('session', (session) => session.on('ping', (payload) => console.log('server', payload)));
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`, { maxOutstandingPings: 1 });
  client.ping((error) => console.log('too early', error.code, error.message));
  client.on('connect', () => {
    for (const payload of ['abcdefgh', 1, {}, Buffer.alloc(7)]) {
      try {
        client.ping(payload, () => {});
      } catch (error) {
        console.log(error.name, error.code, error.message);
      }
    }
    try {
      client.ping();
    } catch (error) {
      console.log(error.code);
    }
    console.log(client.ping(Buffer.from('12345678'), (error, duration, payload) => {
      console.log(error, typeof duration, String(payload));
      client.close();
      client.ping((after) => console.log('closed', after.code));
      server.close();
    }));
    console.log(client.ping((error) => console.log('second', error.code)));
  });
});
