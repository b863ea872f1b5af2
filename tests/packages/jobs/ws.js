'use strict';

const http = require('http');
const { WebSocket, WebSocketServer, createWebSocketStream } = require('ws');

const server = http.createServer();
const hub = new WebSocketServer({ server, perMessageDeflate: { threshold: 10 }, handleProtocols: (protocols) => (protocols.has('own') ? 'own' : false), maxPayload: 1 << 20 });
hub.on('connection', (socket, request) => {
  if (request.url === '/stream') { const s = createWebSocketStream(socket); s.pipe(s); return; }
  socket.on('message', (data, isBinary) => (data.toString() === 'bye' ? socket.close(4001, 'as you wish') : socket.send(data, { binary: isBinary })));
  socket.on('error', (error) => console.log('server', error.code, error.message));
});
server.listen(0, async () => {
  const url = `ws://127.0.0.1:${server.address().port}`;
  const client = new WebSocket(url, ['own', 'other']);
  await new Promise((resolve) => client.once('open', resolve));
  console.log(client.protocol, client.extensions, client.readyState, hub.clients.size);
  for (const data of ['text', 'é'.repeat(1000), Buffer.from([0, 1, 2]), new Uint16Array([258]), '']) {
    client.send(data);
    const [echoed, isBinary] = await new Promise((resolve) => client.once('message', (...args) => resolve(args)));
    console.log(isBinary, echoed.length, echoed.toString('hex').slice(0, 20));
  }
  client.ping('p');
  console.log('pong', (await new Promise((resolve) => client.once('pong', resolve))).toString());
  client.send('bye');
  console.log(...await new Promise((resolve) => client.once('close', (code, reason) => resolve([code, reason.toString()]))));
  const stream = createWebSocketStream(new WebSocket(`${url}/stream`), { encoding: 'utf8' });
  stream.write('streamed');
  await new Promise((resolve) => stream.once('data', (data) => { console.log(data); stream.end(); resolve(); }));
  const big = new WebSocket(url);
  await new Promise((resolve) => big.once('open', resolve));
  big.send(Buffer.alloc(2 << 20));
  big.on('error', () => {});
  console.log(await new Promise((resolve) => big.once('close', (code) => resolve(code))));
  const wrong = new WebSocket(`http://127.0.0.1:${server.address().port}`, 'unknown');
  await new Promise((resolve) => wrong.on('error', (error) => { console.log(error.message); resolve(); }));
  hub.close();
  server.close();
  try {
    new WebSocket('no url at all');
  } catch (error) {
    console.log(error.name, error.message);
  }
});
