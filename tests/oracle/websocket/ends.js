'use strict';

// The ends of a web socket: by the server, without a close frame, by a protocol error of the server; and connections that fail.

const { start } = require('./fixtures/server');

const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const cases = {
  'by the server': (connection) => connection.close(4000, 'bye'),
  'without a code': (connection) => connection.frame(8, ''),
  'without a word': (connection) => connection.socket.destroy(),
  'reserved opcode': (connection) => connection.frame(3, 'x'),
  'bad text': (connection) => connection.frame(1, Buffer.from([0xff, 0xfe])),
  'bad code': (connection) => connection.close(1005),
  'fragmented ping': (connection) => connection.frame(9, 'x', false),
  'continuation first': (connection) => connection.frame(0, 'x'),
  'masked': (connection) => connection.socket.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x61])),
  'reserved bit': (connection) => connection.socket.write(Buffer.from([0xc1, 1, 0x61])),
};
const answers = {
  'no upgrade': () => ({ 'HTTP/1.1 200 OK': undefined, 'Content-Length': 0 }),
  'bad accept': (headers) => ({ ...headers, 'Sec-WebSocket-Accept': 'x' }),
  'unasked extension': (headers) => ({ ...headers, 'Sec-WebSocket-Extensions': 'x' }),
};
const outcome = (name, socket) => new Promise((resolve) => {
  const events = [];
  socket.addEventListener('open', () => events.push('open'));
  socket.addEventListener('error', (event) => events.push(`error ${event.constructor.name} ${(event.message ?? '').replace(/:\d+/, ':PORT')}`));
  socket.addEventListener('close', (event) => {
    events.push(`close ${event.code} ${event.reason} ${event.wasClean}`);
    setTimeout(() => {
      console.log(name, events.join(' | '), socket.readyState);
      resolve();
    }, 10);
  });
});
(async () => {
  for (const [name, act] of Object.entries(cases)) {
    const { stop, url } = await start((connection) => act(connection));
    await outcome(name, new WebSocket(url));
    stop();
  }
  for (const [name, answer] of Object.entries(answers)) {
    const { stop, url } = await start(() => {}, answer);
    await outcome(name, new WebSocket(url));
    stop();
  }
  await outcome('refused', new WebSocket('ws://127.0.0.1:1/'));
  const { stop, url } = await start(() => {});
  const early = new WebSocket(url);
  const over = outcome('closed at once', early);
  early.close();
  await over;
  await outcome('closed when open', Object.assign(new WebSocket(url), { onopen() { this.close(1000, 'well'); } }));
  stop();
  attempt('no arguments', () => new WebSocket());
  attempt('relative', () => new WebSocket('nonsense'));
  attempt('scheme', () => new WebSocket('ftp://x/'));
  attempt('fragment', () => new WebSocket('ws://x/#a'));
  attempt('protocol twice', () => new WebSocket('ws://x/', ['a', 'a']));
  attempt('bad protocol', () => new WebSocket('ws://x/', 'a b'));
  attempt('constants', () => [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED, WebSocket.prototype.OPEN]);
  attempt('CloseEvent', () => { const event = new CloseEvent('close', { code: 1, reason: 'r', wasClean: true }); return [event.type, event.code, event.reason, event.wasClean, event instanceof Event]; });
  attempt('CloseEvent none', () => new CloseEvent());
  attempt('CloseEvent bad', () => new CloseEvent('x', 1));
  attempt('MessageEvent', () => { const event = new MessageEvent('message', { data: 1, origin: 'o', lastEventId: 'l' }); return [event.type, event.data, event.origin, event.lastEventId, event.source, event.ports, event instanceof Event]; });
  attempt('MessageEvent none', () => new MessageEvent());
})();
