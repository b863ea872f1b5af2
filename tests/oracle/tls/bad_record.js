'use strict';

// A record that cannot be decrypted is an error on both sides. When the other side goes, the connection is closed.

const net = require('net');
const { connect, serve } = require('./fixtures/keys');

const BAD = Buffer.concat([Buffer.from([0x17, 3, 3, 0, 0x20]), Buffer.alloc(32, 'z')]);

function exchange(maxVersion, done) {
  const heard = [];
  let toServer, toPort;
  const server = serve({ maxVersion }, (socket) => {
    socket.on('data', (data) => socket.write(data)).on('error', (error) => heard.push(`server error ${error.code}`));
    socket.on('close', () => {
      heard.push('server close');
      server.close(() => done(heard));
      proxy.close();
    });
  }, (port) => {
    toPort = port;
    proxy.listen(0, '127.0.0.1', begin);
  });
  function begin() {
    const client = connect(proxy.address().port, {});
    client.on('secureConnect', () => client.write('hello'));
    client.on('data', () => toServer.write(BAD));
    client.on('error', (error) => {
      heard.push(`client error ${error.code}`);
      client.destroy();
    });
  }
  const proxy = net.createServer((client) => {
    toServer = net.connect(toPort, '127.0.0.1');
    client.pipe(toServer).on('error', () => {});
    toServer.pipe(client).on('error', () => {});
  });
}

exchange('TLSv1.2', (heard) => {
  console.log(heard);
  exchange('TLSv1.3', (more) => console.log(more));
});
