import http from 'node:http';
import zlib from 'node:zlib';
import fetch, { Headers, Request, Response, FormData, Blob, AbortError, FetchError } from 'node-fetch';

const server = http.createServer((req, res) => {
  if (req.url === '/gzip') { res.setHeader('content-encoding', 'gzip'); res.end(zlib.gzipSync('unpacked')); return; }
  if (req.url === '/move') { res.writeHead(301, { location: '/get' }); res.end(); return; }
  if (req.url === '/loop') { res.writeHead(302, { location: '/loop' }); res.end(); return; }
  if (req.url === '/slow') return;
  if (req.url === '/cut') { res.writeHead(200, { 'content-length': 100 }); res.write('part'); setTimeout(() => res.destroy(), 20); return; }
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => res.end(JSON.stringify({ method: req.method, body: Buffer.concat(chunks).length, type: req.headers['content-type']?.slice(0, 20) })));
});
await new Promise((resolve) => server.listen(0, resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const got = await fetch(`${url}/get`);
console.log(got.status, got.ok, await got.json());
console.log(await (await fetch(url, { method: 'POST', body: new URLSearchParams({ a: 1 }) })).text());
const form = new FormData();
form.set('f', new Blob(['blob text'], { type: 'text/plain' }), 'f.txt');
console.log((await (await fetch(new Request(url, { method: 'PUT', body: form }))).json()).type);
console.log(await (await fetch(`${url}/gzip`)).text(), (await fetch(`${url}/move`)).redirected, (await fetch('data:text/plain,hi')).headers.get('content-type'));
console.log([...new Headers({ B: '2', a: '1' })], await new Response('own', { status: 299 }).clone().text());
let size = 0;
for await (const chunk of (await fetch(`${url}/stream`)).body) size += chunk.length;
console.log(size);
await fetch(`${url}/loop`).catch((error) => console.log(error instanceof FetchError, error.type, error.message.includes('maximum redirect')));
const controller = new AbortController();
setTimeout(() => controller.abort(), 30);
await fetch(`${url}/slow`, { signal: controller.signal }).catch((error) => console.log(error instanceof AbortError, error.name, error.message));
await fetch(`${url}/cut`).then((res) => res.text()).catch((error) => console.log(error.name, error.code));
server.closeAllConnections();
server.close();
await fetch(url).catch((error) => console.log(error.type, error.code));
