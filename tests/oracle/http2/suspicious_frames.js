'use strict';
// Frames that are allowed, and rare between well-meaning peers: 9,000 are no flood, and 13,000 are one.
const http2 = require('http2');
const net = require('net');

function frame(type, flags, id, payload) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, Buffer.from(payload)]);
}

const SETTINGS = frame(4, 0, 0, []);
const PING = frame(6, 0, 0, 'pingpong');
const headers = (flags) => frame(1, flags, 1, [0x82, 0x84, 0x86, 0x41, 1, 0x78]);  // a GET
const frames = {
  'PRIORITY': frame(2, 0, 3, [0, 0, 0, 0, 15]),
  'PRIORITY of stream 1': frame(2, 0, 1, [0, 0, 0, 0, 15]),
  'PRIORITY on itself': frame(2, 0, 3, [0, 0, 0, 3, 15]),
  'WINDOW_UPDATE': frame(8, 0, 0, [0, 0, 0, 1]),
  'ALTSVC': frame(10, 0, 0, [0, 0, 97]),
  'ORIGIN': frame(12, 0, 0, []),
  'PRIORITY_UPDATE': frame(16, 0, 0, [0, 0, 0, 1, 0x75, 0x3d, 0x31]),
  'unknown': frame(32, 0, 0, [0, 0, 0, 0]),
  'empty DATA': frame(0, 0, 1, []),
};

// What the frames in `bytes` are: their types, and the code of a GOAWAY.
function parsed(bytes) {
  const types = [];
  for (let i = bytes.toString('latin1', 0, 3) === 'PRI' ? 24 : 0; i + 9 <= bytes.length; i += 9 + bytes.readUIntBE(i, 3)) {
    types.push(bytes[i + 3] === 7 ? `GOAWAY ${bytes.readUInt32BE(i + 13)}` : bytes[i + 3]);
  }
  return types;
}

// The peer sends its first frames, then those that are counted, then a PING, whose answer or a GOAWAY ends the exchange.
function exchange(socket, first, rest) {
  return new Promise((resolve) => {
    const chunks = [];
    socket.on('data', (data) => {
      chunks.push(data);
      const types = parsed(Buffer.concat(chunks));
      if (types.includes(6) || types.some((type) => typeof type === 'string')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(parsed(Buffer.concat(chunks)).filter((type) => type === 6 || typeof type === 'string')));
    socket.write(first);
    setTimeout(() => socket.write(rest), 30);
  });
}

async function toServer(name, count) {
  const seen = [];
  const isData = name === 'empty DATA';
  const server = http2.createServer({ maxSessionInvalidFrames: 1e6 }, (request, response) => {
    request.on('error', () => {});
    response.on('error', () => {});
    if (!isData) response.end('x');
  });
  server.on('sessionError', ({ code, message }) => seen.push(code, message));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const first = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), SETTINGS, headers(isData ? 4 : 5)]);
  const rest = Buffer.concat([...Array(count).fill(frames[name]), PING]);
  const types = await exchange(net.connect(server.address().port, '127.0.0.1'), first, rest);
  await new Promise((resolve) => server.close(resolve));
  console.log('server', name, count, seen, types);
}

async function toClient(name, count) {
  const seen = [];
  let types;
  const server = net.createServer(async (socket) => {
    types = await exchange(socket, SETTINGS, Buffer.concat([...Array(count).fill(frames[name]), PING]));
    server.close();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  client.on('error', ({ code, message }) => seen.push(code, message));
  await new Promise((resolve) => client.on('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log('client', name, count, seen, types);
}

(async () => {
  for (const name in frames) for (const count of [9000, 13000]) await toServer(name, count);
  for (const name of ['PRIORITY', 'unknown', 'WINDOW_UPDATE']) for (const count of [9000, 13000]) await toClient(name, count);
})();
