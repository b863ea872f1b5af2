'use strict';
// Connections that fail.
const http2 = require('http2');
const net = require('net');
const attempt = (label, run) => {
  try {
    run();
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
};
attempt('protocol', () => http2.connect('ssh://localhost'));
attempt('url', () => http2.connect('nope'));
attempt('authority', () => http2.connect(7));
attempt('options', () => http2.connect('http://localhost', 'x'));
attempt('origins', () => http2.connect('http://localhost', { maxOriginSetSize: -1 }));
attempt('strict', () => http2.connect('http://localhost', { strictSingleValueFields: 1 }));
attempt('custom', () => http2.connect('http://localhost', { remoteCustomSettings: 1 }));
attempt('server options', () => http2.createServer('x'));
attempt('server settings', () => http2.createServer({ settings: 1 }));
attempt('server frames', () => http2.createServer({ maxSessionInvalidFrames: -1 }));
attempt('server timeout', () => http2.createServer({ unknownProtocolTimeout: 'x' }));
attempt('update', () => http2.createServer().updateSettings({ enablePush: 1 }));
const free = net.createServer().listen(0, () => {
  const { port } = free.address();
  free.close(() => {
    const client = http2.connect(`http://127.0.0.1:${port}`);
    client.on('error', (error) => console.log('session', error.code, error.syscall));
    client.on('close', () => console.log('close', client.destroyed));
    const request = client.request();
    request.on('error', (error) => console.log('request', error.code, error.message.replace(/:\d+\)$/, ':PORT)'), error.cause?.code));
    request.on('close', () => console.log('request close', request.rstCode));
  });
});
