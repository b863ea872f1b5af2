'use strict';
// Idle streams and sessions.
const http2 = require('http2');
const server = http2.createServer();
server.setTimeout(0);
server.on('stream', (stream) => {
  stream.setTimeout(20, () => {
    console.log('stream timeout');
    stream.respond();
    stream.end('late');
  });
  try {
    stream.setTimeout('x');
  } catch (error) {
    console.log(error.code);
  }
  try {
    stream.setTimeout(20, 'x');
  } catch (error) {
    console.log(error.code);
  }
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request();
  request.setEncoding('utf8');
  request.on('data', (text) => console.log(text));
  request.on('close', () => {
    const quick = http2.createServer();
    quick.setTimeout(30);
    quick.on('timeout', (session) => {
      console.log('session timeout', session.destroyed);
      session.close();
    });
    quick.listen(0, () => {
      const idle = http2.connect(`http://localhost:${quick.address().port}`);
      idle.on('close', () => {
        console.log('closed', idle.destroyed);
        quick.close();
        client.setTimeout(20, () => {
          console.log('client timeout');
          client.close();
          server.close();
        });
      });
    });
  });
});
