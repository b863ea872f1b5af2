import http from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import got, { HTTPError, RequestError, TimeoutError, MaxRedirectsError } from 'got';

let tries = 0;
const server = http.createServer((req, res) => {
  if (req.url === '/flaky' && ++tries < 3) { res.statusCode = 503; res.end(); return; }
  if (req.url === '/missing') { res.statusCode = 404; res.end('nothing'); return; }
  if (req.url === '/loop') { res.writeHead(302, { location: '/loop' }); res.end(); return; }
  if (req.url === '/slow') return;
  let body = '';
  req.on('data', (chunk) => { body += chunk; });
  req.on('end', () => { res.setHeader('link', '</next>; rel="next"'); res.end(JSON.stringify({ method: req.method, url: req.url, body, own: req.headers['x-own'] })); });
});
await new Promise((resolve) => server.listen(0, resolve));
const api = got.extend({ prefixUrl: `http://127.0.0.1:${server.address().port}`, headers: { 'x-own': 'o' }, hooks: { beforeRequest: [(options) => console.log('before', options.method)] }, retry: { limit: 2, calculateDelay: ({ computedValue }) => (computedValue ? 5 : 0) } });
console.log(await api('get', { searchParams: { a: 'x y' } }).json());
console.log(await api.post('post', { json: { a: 1 } }).json());
console.log((await api.put('form', { form: { q: 'r' } })).body);
console.log((await api('flaky')).retryCount);
let size = 0;
await pipeline(api.stream('stream'), new Writable({ write(chunk, encoding, callback) { size += chunk.length; callback(); } }));
console.log(size > 10);
for (const [path, options] of [['missing', {}], ['loop', { maxRedirects: 3 }], ['slow', { timeout: { request: 100 }, retry: { limit: 0 } }]]) {
  await api(path, options).catch((error) => console.log(error.name, error.code, error instanceof HTTPError, error instanceof TimeoutError, error instanceof MaxRedirectsError, error.response?.statusCode));
}
const controller = new AbortController();
setTimeout(() => controller.abort(), 20);
await api('slow', { signal: controller.signal }).catch((error) => console.log(error.name, error.code));
server.closeAllConnections();
server.close();
await api('x', { retry: { limit: 0 } }).catch((error) => console.log(error instanceof RequestError, error.code));
await got('no url').catch((error) => console.log(error.code));
