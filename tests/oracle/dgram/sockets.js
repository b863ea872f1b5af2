'use strict';
// The events and errors of a UDP socket, at both ends.
const dgram = require('dgram');

const server = dgram.createSocket('udp4');
const client = dgram.createSocket({ type: 'udp4', recvBufferSize: 40000 });
const heard = [];

for (const wrong of [undefined, 'udp', {}, { type: 'udp5' }]) {
  try { dgram.createSocket(wrong); } catch (error) { console.log(error.code, error.message); }
}
for (const call of [() => client.address(), () => client.setBroadcast(true), () => client.remoteAddress(), () => client.send('x', 70000), () => client.send(1, 1),
                    () => client.send(Buffer.alloc(3), 1, 9, 1), () => client.setTTL('x'), () => client.addMembership(), () => client.disconnect(),
                    () => client.connect(0), () => client.setMulticastTTL({})]) {
  try { console.log(call()); } catch (error) { console.log(error.code, error.message, error.syscall); }
}

// The sockets race one another, so the script sorts their lines.
const said = [];
const say = (...parts) => said.push(parts.map((part) => typeof part === 'string' ? part : JSON.stringify(part)).join(' '));
process.on('exit', () => console.log(said.sort().join('\n')));

server.on('message', (message, { address, family, port, size }) => {
  heard.push([message.toString(), address, family, typeof port, size]);
  server.send(`to ${message}`, port, address);
});
server.on('listening', () => {
  const { address, family, port } = server.address();
  say('listening', address, family, port > 0, server.setTTL(64), server.setMulticastTTL(1), server.setMulticastLoopback(true));
  const other = dgram.createSocket('udp4');
  other.on('message', (message) => {
    say('answer', message.toString());
    if (message.toString() !== 'to connected') return;
    say(heard.sort((a, b) => a[0] < b[0] ? -1 : 1));
    other.disconnect();
    say(other.getSendQueueCount(), other.getSendQueueSize());
    try { other.remoteAddress(); } catch (error) { say(error.code); }
    other.close(() => say('closed'));
    server.close();
    try { server.send('x', 1); } catch (error) { say(error.code, error.message); }
  });
  other.send(['a', Buffer.from('b'), new Uint8Array([99])], port, '127.0.0.1', (error, count) => {
    say('sent', error, count);
    other.send(Buffer.from('xyzzy'), 1, 3, port, 'localhost', (failed, sent) => {
      say('sent', failed, sent);
      other.connect(port, '127.0.0.1', () => {
        say('connected', other.remoteAddress().address);
        try { other.send('x', port); } catch (thrown) { say(thrown.code, thrown.message); }
        setTimeout(() => other.send('connected'), 50);
      });
    });
  });
});
server.bind(0, '127.0.0.1');
const taken = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
  dgram.createSocket('udp4').on('error', (error) => {
    say(error.code, error.syscall, error.address);
    taken.close();
  }).bind(taken.address().port, '127.0.0.1');
});
client.close();
