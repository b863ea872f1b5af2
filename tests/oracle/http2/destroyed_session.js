'use strict';
// Properties and methods of a destroyed session.
const http2 = require('http2');
const attempt = (label, run) => {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
};
const server = http2.createServer();
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  attempt('before', () => [client.connecting, client.encrypted, client.alpnProtocol, client.type, client.state, client.localSettings, client.pendingSettingsAck]);
  client.on('connect', () => {
    attempt('connected', () => [client.connecting, client.encrypted, client.alpnProtocol, client.originSet, client.socket.remoteFamily !== undefined]);
    for (const name of ['destroy', 'emit', 'end', 'pause', 'read', 'resume', 'write', 'setEncoding', 'setKeepAlive', 'setNoDelay']) {
      attempt(name, () => client.socket[name]);
    }
    attempt('assign', () => { client.socket.write = 1; });
    client.destroy();
    attempt('flags', () => [client.destroyed, client.closed, client.connecting]);
    attempt('ping', () => client.ping(() => {}));
    attempt('settings', () => client.settings({}));
    attempt('goaway', () => client.goaway());
    attempt('next', () => client.setNextStreamID(5));
    attempt('window', () => client.setLocalWindowSize(5));
    attempt('state', () => [client.state, client.goawayCode, client.originSet]);
    const request = client.request();
    request.on('error', (error) => console.log('request', error.code, error.message));
    client.on('close', () => {
      attempt('socket', () => client.socket);
      server.close();
    });
  });
});
