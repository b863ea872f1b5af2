'use strict';

const http = require('http');
const { Server } = require('socket.io');
const { io } = require('socket.io-client');

const server = http.createServer();
const hub = new Server(server);
hub.of('/guarded').use((socket, next) => next(socket.handshake.auth.token === 't' ? undefined : Object.assign(new Error('not you'), { data: { why: 'token' } })));
hub.on('connection', (socket) => {
  socket.on('ask', (data, answer) => answer({ got: data, binary: Buffer.isBuffer(data.bytes) }));
  socket.on('join', (room, answer) => { socket.join(room); answer(); });
  socket.on('tell', (room, text) => hub.to(room).emit('told', text));
});
server.listen(0, async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
    const client = io(url, { transports, forceNew: true });
    await new Promise((resolve) => client.on('connect', resolve));
    if (transports.length === 2 && client.io.engine.transport.name !== 'websocket') await new Promise((resolve) => client.io.engine.once('upgrade', resolve));
    console.log('connected', client.io.engine.transport.name, await client.emitWithAck('ask', { text: 'hé', bytes: Buffer.from([1, 2, 3]) }));
    await client.emitWithAck('join', 'room');
    const told = new Promise((resolve) => client.once('told', resolve));
    client.emit('tell', 'room', 'to the room');
    console.log(await told);
    await client.timeout(50).emitWithAck('nobody listens').catch((error) => console.log(error.message));
    const closed = new Promise((resolve) => client.once('disconnect', resolve));
    client.disconnect();
    console.log(await closed);
  }
  const refused = io(`${url}/guarded`, { reconnection: false });
  await new Promise((resolve) => refused.on('connect_error', (error) => { console.log(error.message, error.data); resolve(); }));
  refused.disconnect();
  await hub.close();
  const gone = io(url, { reconnection: false, transports: ['websocket'] });
  gone.on('connect_error', (error) => console.log(error.message));
});
