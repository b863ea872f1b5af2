// Env: NODE_TLS_REJECT_UNAUTHORIZED=1

'use strict';

// fetch over TLS refuses a server that is not trusted, and accepts one whose authority the environment names.

const https = require('https');
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const keys = path.join(__dirname, '../tls/fixtures');
const server = https.createServer({
  key: fs.readFileSync(path.join(keys, 'server-key.pem')), cert: fs.readFileSync(path.join(keys, 'server-cert.pem')),
}, (req, res) => {
  if (req.url === '/zstd') res.writeHead(200, { 'content-encoding': 'zstd' }).end(zlib.zstdCompressSync('packed'));
  else res.end(`${req.socket.encrypted} ${req.headers['accept-encoding']}`);
});
server.listen(0, async () => {
  const url = `https://localhost:${server.address().port}/`;
  try {
    await fetch(url);
  } catch (error) {
    console.log(error.name, error.message, error.cause.name, error.cause.code, error.cause.message);
  }
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  process.removeAllListeners('warning');
  console.log(await (await fetch(url)).text());
  console.log(await (await fetch(`${url}zstd`)).text());
  server.closeAllConnections();
  server.close();
});
