'use strict';
// HTTP/2 over a pair of streams that are no sockets, with performServerHandshake.
const http2 = require('http2');
const { duplexPair } = require('stream');
const [clientSide, serverSide] = duplexPair();
const session = http2.performServerHandshake(serverSide);
session.on('stream', (stream, headers) => {
  console.log(headers[':authority'], session.server, session.encrypted, session.alpnProtocol);
  stream.respond();
  stream.end('over a duplex');
});
const closed = [];
session.on('close', () => closed.push('server'));
process.on('exit', () => console.log(closed.sort()));
const client = http2.connect('http://example.org:81', { createConnection: () => clientSide });
try {
  http2.connect('http://example.org', { createConnection: () => clientSide });
} catch (error) {
  console.log(error.code, error.message);
}
const request = client.request();
request.setEncoding('utf8');
request.on('data', (text) => console.log(text));
request.on('end', () => client.close());
client.on('close', () => closed.push('client'));
