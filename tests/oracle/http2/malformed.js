'use strict';
// A hand-written client breaks the protocol: the reactions of the server.
const http2 = require('http2');
const net = require('net');
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const frame = (type, flags, id, ...payload) => {
  const body = Buffer.concat(payload.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, body]);
};
const settings = frame(4, 0, 0);
const get = [0x82, 0x86, 0x84, 0x41, 1, 0x61];
const cases = {
  'data on 0': frame(0, 0, 0, 'x'),
  'data when idle': frame(0, 0, 1, 'x'),
  'headers on 0': frame(1, 5, 0, get),
  'even stream': frame(1, 5, 2, get),
  'settings on 1': frame(4, 0, 1),
  'settings length': frame(4, 0, 0, 'abc'),
  'settings push 2': frame(4, 0, 0, [0, 2, 0, 0, 0, 2]),
  'settings window': frame(4, 0, 0, [0, 4, 255, 255, 255, 255]),
  'settings frame': frame(4, 0, 0, [0, 5, 0, 0, 0, 1]),
  'ping length': frame(6, 0, 0, 'abc'),
  'ping on 1': frame(6, 0, 1, 'abcdefgh'),
  'window 0': frame(8, 0, 0, [0, 0, 0, 0]),
  'window large': frame(8, 0, 0, [127, 255, 255, 255]),
  'reset when idle': frame(3, 0, 1, [0, 0, 0, 0]),
  'continuation': frame(9, 4, 1, get),
  'push': frame(5, 4, 1, [0, 0, 0, 2], get),
  'bad hpack': frame(1, 5, 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  'too large': frame(0, 0, 1, Buffer.alloc(16385)),
  'upper case': frame(1, 5, 1, get, [0, 1, 0x41, 1, 0x61]),
  'no path': frame(1, 5, 1, [0x82, 0x86, 0x41, 1, 0x61]),
  'connection header': frame(1, 5, 1, get, [0, 10], 'connection', [5], 'close'),
  'late pseudo': frame(1, 5, 1, [0x82, 0x86, 0x84, 0, 1, 0x61, 1, 0x61, 0x41, 1, 0x61]),
  'length too short': Buffer.concat([frame(1, 4, 1, get, [0x0f, 0x0d, 1], '1'), frame(0, 1, 1, 'ab')]),
  'unknown frame': Buffer.concat([frame(77, 255, 3, 'zzz'), frame(6, 0, 0, 'abcdefgh'), frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])]),
};
const names = ['DATA', 'HEADERS', 'PRIORITY', 'RST_STREAM', 'SETTINGS', 'PUSH_PROMISE', 'PING', 'GOAWAY', 'WINDOW_UPDATE'];
const describe = (bytes) => {
  const found = [];
  for (let at = 0; at + 9 <= bytes.length;) {
    const length = bytes.readUIntBE(at, 3);
    const type = bytes[at + 3];
    const body = bytes.subarray(at + 9, at + 9 + length);
    if (type === 7) found.push(`GOAWAY ${body.readUInt32BE(4)} ${body.subarray(8)}`);
    else if (type === 3) found.push(`RST_STREAM ${body.readUInt32BE(0)}`);
    else if (type !== 4 && type !== 8) found.push(`${names[type]} ${bytes[at + 4]}`);
    at += 9 + length;
  }
  return found.join(', ');
};
const server = http2.createServer();
let heard;
server.on('sessionError', (error) => { heard = `${error.code} ${error.errno} ${error.message}`; });
server.on('stream', (stream) => {
  stream.on('error', () => {});
  stream.resume();
});
server.listen(0, async () => {
  for (const [name, bytes] of Object.entries(cases)) {
    heard = 'nothing';
    await new Promise((resolve) => {
      const socket = net.connect(server.address().port);
      const parts = [];
      socket.on('data', (chunk) => parts.push(chunk));
      socket.on('error', () => {});
      socket.on('close', () => {
        console.log(`${name}: ${describe(Buffer.concat(parts))}; ${heard}`);
        resolve();
      });
      socket.write(Buffer.concat([preface, settings, bytes]));
      setTimeout(() => socket.destroy(), 300);
    });
  }
  server.close();
});
