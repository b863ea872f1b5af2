// A timer, a child, a socket and a key derivation run at once, and JavaScript goes on meanwhile.
const { spawn } = require('node:child_process');
const { pbkdf2 } = require('node:crypto');
const net = require('node:net');
const { once } = require('node:events');

async function main() {
  const server = net.createServer((socket) => setTimeout(() => socket.end('late'), 100)).listen(0);
  await once(server, 'listening');
  let ticks = 0;
  const clock = setInterval(() => ticks++, 10);
  await Promise.all([
    new Promise((resolve) => setTimeout(resolve, 100)),
    once(spawn('sleep', ['0.1']), 'close'),
    once(net.connect(server.address().port).resume(), 'close'),
    new Promise((resolve) => pbkdf2('secret', 'salt', 50_000, 32, 'sha512', resolve)),
  ]);
  clearInterval(clock);
  server.close();
  console.log(ticks > 3 ? 'all four are done, and an interval went on beside them' : `only ${ticks} ticks`);
}
main();
