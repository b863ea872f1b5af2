'use strict';

// Messages both ways: text, bytes, fragments, large ones, pings; the properties of a socket in each of its states.

const { start } = require('./fixtures/server');

start((connection) => {
  console.log('server', connection.request.url, connection.request.headers['sec-websocket-version'], connection.request.headers['sec-websocket-protocol']);
  connection.onmessage = (data) => {
    if (data === 'fragments') {
      connection.frame(1, 'one ', false);
      connection.frame(9, 'ping');
      connection.frame(0, 'two ', false);
      connection.frame(0, 'three');
    } else if (data === 'empty') {
      connection.send('');
    } else {
      connection.send(data);
    }
  };
  connection.onping = (text) => console.log('pong', text);
  connection.onclose = (code, reason) => console.log('server closed', code, reason);
}, (headers, request) => (request.headers['sec-websocket-protocol'] ? { ...headers, 'Sec-WebSocket-Protocol': 'chat' } : headers)).then(async ({ stop, url }) => {
  const socket = new WebSocket(`${url}path?query`, ['other', 'chat']);
  console.log(socket.readyState, socket.url.replace(/:\d+/, ':PORT'), socket.protocol, socket.extensions, socket.bufferedAmount, socket.binaryType);
  try {
    socket.send('early');
  } catch (error) {
    console.log(error.name, error.message);
  }
  await new Promise((resolve) => socket.addEventListener('open', (event) => {
    console.log(event.type, event.constructor.name, socket.readyState, socket.protocol);
    resolve();
  }));
  const next = () => new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
  const exchange = async (data) => {
    const answer = next();
    socket.send(data);
    const event = await answer;
    return event;
  };
  const event = await exchange('hello');
  console.log(event instanceof MessageEvent, event.data, event.origin.replace(/:\d+/, ':PORT'), event.lastEventId, event.source, event.ports, event.isTrusted);
  for (const data of ['é😀', 'empty', 'fragments', new Uint8Array([1, 2, 3]), new Uint8Array([4, 5]).buffer, new Blob(['blob']), new DataView(new ArrayBuffer(2))]) {
    const { data: got } = await exchange(data);
    console.log(typeof got === 'string' ? got : [got.constructor.name, got.size]);
  }
  socket.binaryType = 'arraybuffer';
  console.log((await exchange(new Uint8Array([1, 2, 3]))).data);
  socket.binaryType = 'nonsense';
  console.log(socket.binaryType);
  for (const size of [125, 126, 65535, 65536, 1_000_000]) {
    console.log(size, (await exchange('x'.repeat(size))).data.length, (await exchange(new Uint8Array(size))).data.byteLength);
  }
  socket.onmessage = (event) => console.log('handler', event.data);
  await exchange('by handler');
  socket.onmessage = null;
  for (const [code, reason] of [[999], [1001], [5000], [3000, 'x'.repeat(124)]]) {
    try {
      socket.close(code, reason);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  const closed = new Promise((resolve) => { socket.onclose = resolve; });
  socket.close(3001, 'done');
  console.log(socket.readyState);
  const { code, reason, wasClean, type } = await closed;
  console.log(type, code, reason, wasClean, socket.readyState);
  socket.send('late');
  socket.close();
  stop();
});
