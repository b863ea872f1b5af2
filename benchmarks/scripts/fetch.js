'use strict';

// A thousand fetches of a small JSON text from a server in another process: one after the other (`sequential`), or fifty at once.

const { fork } = require('node:child_process');

if (process.argv[2] === 'server') {
  const server = require('node:http').createServer((req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end('{"a":1,"b":"some text","c":[1,2,3]}');
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
} else {
  const server = fork(__filename, ['server']);
  server.once('message', async (port) => {
    const url = `http://127.0.0.1:${port}/`;
    const one = async () => (await globalThis.fetch(url)).json();
    const many = () => Promise.all(Array.from({ length: 50 }, one));
    const sequential = process.argv[2] === 'sequential';
    for (let i = 0; i < 200; i++) await one();
    await many();
    const start = performance.now();
    if (sequential) for (let i = 0; i < 1000; i++) await one();
    else for (let i = 0; i < 20; i++) await many();
    console.log(performance.now() - start);
    server.kill();
    process.exit();
  });
}
