'use strict';

const http = require('http');
const axios = require('axios');

const server = http.createServer((req, res) => {
  if (req.url === '/missing') { res.statusCode = 404; res.end('{"error":"nothing here"}'); return; }
  if (req.url === '/slow') return;
  if (req.url === '/moved') { res.writeHead(302, { location: '/get?x=1' }); res.end(); return; }
  let body = '';
  req.on('data', (chunk) => { body += chunk; });
  req.on('end', () => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ method: req.method, url: req.url, body, type: req.headers['content-type'], own: req.headers['x-own'] }));
  });
});

server.listen(0, async () => {
  const api = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}`, headers: { 'x-own': 'yes' } });
  api.interceptors.response.use((response) => { console.log('intercepted', response.status); return response; });
  console.log((await api.get('/get', { params: { a: 1, b: ['x', 'y'] } })).data);
  console.log((await api.post('/post', { some: 'json', number: 1.5 })).data);
  console.log((await api.put('/put', new URLSearchParams({ q: 'form data' }))).data);
  console.log((await api.get('/moved')).data.url);
  const stream = await api.get('/stream', { responseType: 'stream' });
  let size = 0;
  for await (const chunk of stream.data) size += chunk.length;
  console.log('stream of', size > 0);
  await api.get('/missing').catch((error) => console.log(error.name, error.code, error.response.status, error.response.data, error.message));
  await api.get('/slow', { timeout: 100 }).catch((error) => console.log(error.code, error.message));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  await api.get('/slow', { signal: controller.signal }).catch((error) => console.log(axios.isCancel(error), error.message));
  server.closeAllConnections();
  server.close();
  await axios.get(api.defaults.baseURL).catch((error) => console.log(error.code));
});
