'use strict';

const http = require('http');
const { request, fetch, stream, pipeline, Client, Pool, Agent, MockAgent, setGlobalDispatcher, getGlobalDispatcher, errors, FormData } = require('undici');
const { PassThrough } = require('stream');

const server = http.createServer((req, res) => {
  if (req.url === '/hang') return;
  if (req.url === '/reset') { req.socket.destroy(); return; }
  let body = '';
  req.on('data', (chunk) => { body += chunk; });
  req.on('end', () => {
    res.setHeader('x-own', ['a', 'b']);
    res.statusCode = req.url === '/missing' ? 404 : 200;
    res.end(JSON.stringify({ method: req.method, url: req.url, size: body.length, type: req.headers['content-type']?.split(';')[0] }));
  });
}).listen(0, async () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const answer = await request(`${origin}/a`, { query: { x: 1 } });
  console.log(answer.statusCode, answer.headers['x-own'], await answer.body.json());
  const form = new FormData();
  form.append('k', 'v');
  const fetched = await fetch(`${origin}/f`, { method: 'POST', body: form });
  console.log(fetched.status, fetched.ok, (await fetched.json()).type);
  let text = '';
  await stream(`${origin}/s`, { method: 'GET', opaque: { out: new PassThrough() } }, ({ opaque: { out } }) => out.on('data', (chunk) => { text += chunk; }));
  console.log(text);
  const piped = pipeline(`${origin}/p`, { method: 'PUT' }, ({ body }) => body);
  piped.end('piped body');
  for await (const chunk of piped) console.log(chunk.toString());
  const pool = new Pool(origin, { connections: 2, pipelining: 1 });
  console.log((await Promise.all(Array.from({ length: 6 }, (_, i) => pool.request({ path: `/${i}`, method: 'GET' }).then(({ body }) => body.json())))).map(({ url }) => url));
  await pool.close();
  const client = new Client(origin, { bodyTimeout: 1000, headersTimeout: 300 });
  for (const path of ['/hang', '/reset']) await client.request({ path, method: 'GET' }).catch((error) => console.log(error.code, error.name));
  await client.request({ path: 'bad path', method: 'GET' }).catch((error) => console.log(error.code, error.message));
  const controller = new AbortController();
  controller.abort();
  await client.request({ path: '/', method: 'GET', signal: controller.signal }).catch((error) => console.log(error.name));
  client.destroy();
  const mock = new MockAgent();
  mock.disableNetConnect();
  mock.get('http://mock.example').intercept({ path: '/m' }).reply(201, { mocked: true });
  console.log((await request('http://mock.example/m', { dispatcher: mock })).statusCode);
  await request('http://mock.example/other', { dispatcher: mock }).catch((error) => console.log(error.name));
  console.log(getGlobalDispatcher() instanceof Agent, typeof errors.ConnectTimeoutError, typeof setGlobalDispatcher);
  await getGlobalDispatcher().close();
  server.closeAllConnections();
  server.close();
});
