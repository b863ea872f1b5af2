const net = require('node:net');

const server = net.createServer((socket) => {
  console.log('server: a connection');
  socket.end('hello');
});
server.listen(0, () => {
  console.log('server: listens');
  const client = net.connect(server.address().port);
  client.on('data', (data) => console.log(`client: ${data}`));
  client.on('close', () => server.close());
});
console.log('script');
