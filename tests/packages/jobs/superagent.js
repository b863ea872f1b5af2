'use strict';

const http = require('http');
const zlib = require('zlib');
const superagent = require('superagent');

const server = http.createServer((req, res) => {
  if (req.url === '/missing') { res.statusCode = 404; res.end(); return; }
  if (req.url === '/slow') return;
  if (req.url === '/move') { res.writeHead(302, { location: '/get', 'set-cookie': 'a=b; Path=/' }); res.end(); return; }
  if (req.url === '/gzip') { res.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' }); res.end(zlib.gzipSync('unpacked')); return; }
  let body = '';
  req.on('data', (chunk) => { body += chunk; });
  req.on('end', () => { res.setHeader('content-type', 'application/json'); res.end(JSON.stringify({ method: req.method, url: req.url, body: body.length, auth: req.headers.authorization, cookie: req.headers.cookie })); });
}).listen(0, async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  console.log((await superagent.get(`${url}/get`).query({ a: 1, b: ['x', 'y'] }).auth('u', 'p')).body);
  console.log((await superagent.post(`${url}/p`).send({ a: 1 }).set('x-own', '1')).body, (await superagent.put(url).type('form').send('q=1')).status);
  const agent = superagent.agent();
  const moved = await agent.get(`${url}/move`);
  console.log(moved.redirects.length, moved.body.cookie, (await superagent.get(`${url}/gzip`)).text);
  console.log((await superagent.post(url).field('f', 'v').attach('file', Buffer.from('data'), 'd.txt')).body.method);
  await superagent.get(`${url}/missing`).catch((error) => console.log(error.status, error.message, error.response.notFound));
  console.log((await superagent.get(`${url}/missing`).ok((res) => res.status < 500)).status);
  await superagent.get(`${url}/slow`).timeout({ response: 50 }).catch((error) => console.log(error.code, error.timeout, error.message));
  server.closeAllConnections();
  server.close();
  await superagent.get(url).catch((error) => console.log(error.code));
});
