// Env: NODE_USE_ENV_PROXY=1 HTTP_PROXY=http://127.0.0.1:1 NO_PROXY=127.0.0.1

'use strict';

// fetch uses the proxy that the environment names, except for the hosts in NO_PROXY.

const http = require('http');

const server = http.createServer((req, res) => res.end('direct')).listen(0, '127.0.0.1', async () => {
  console.log(await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text());
  try {
    await fetch('http://somewhere.example/');
  } catch (error) {
    console.log(error.name, error.message, error.cause.code, error.cause.message);
  }
  server.closeAllConnections();
  server.close();
});
