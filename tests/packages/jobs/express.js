'use strict';

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const express = require('express');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'express-'));
fs.writeFileSync(path.join(folder, 'a.txt'), 'static text');
const app = express();
app.set('etag', 'strong');
app.use(express.json(), express.urlencoded({ extended: true }));
app.use('/files', express.static(folder, { maxAge: 1000 }));
app.get('/users/:id', (req, res) => res.json({ id: req.params.id, query: req.query, host: req.hostname, accepts: req.accepts(['html', 'json']) }));
app.post('/body', (req, res) => res.status(201).location('/made').send(req.body));
const router = express.Router({ mergeParams: true });
router.use((req, res, next) => { req.seen = ['router']; next(); });
router.route('/thing').get((req, res) => res.type('txt').send(req.seen.join())).all((req, res) => res.sendStatus(405));
app.use('/r/:x', router);
app.get('/cookie', (req, res) => res.cookie('c', { a: 1 }, { httpOnly: true }).clearCookie('d').redirect(303, '/users/1'));
app.get('/throws', async () => { throw Object.assign(new Error('thrown later'), { status: 418 }); });
app.get('/format', (req, res) => res.format({ text: () => res.send('t'), json: () => res.send({ j: 1 }) }));
app.use((error, req, res, next) => res.status(error.status ?? 500).json({ error: error.message, type: error.type }));
const server = app.listen(0, async () => {
  const ask = (method, url, { headers = {}, body } = {}) => new Promise((resolve, reject) => {
    const req = http.request({ port: server.address().port, method, path: url, headers }, (res) => {
      let text = '';
      res.on('data', (chunk) => { text += chunk; });
      res.on('end', () => {
        const { date, connection, 'keep-alive': k, 'last-modified': l, etag, ...shown } = res.headers;
        console.log(method, url, res.statusCode, JSON.stringify(shown).replaceAll(String(server.address().port), 'PORT'), text);
        resolve(res);
      });
    });
    req.on('error', reject);
    req.end(body);
  });
  const first = await ask('GET', '/users/7?a[b]=1&c=2');
  await ask('GET', '/users/7?a[b]=1&c=2', { headers: { 'if-none-match': first.headers.etag } });
  await ask('POST', '/body', { headers: { 'content-type': 'application/json' }, body: '{"x":[1]}' });
  await ask('POST', '/body', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1&b=2' });
  await ask('POST', '/body', { headers: { 'content-type': 'application/json' }, body: '{bad' });
  await ask('GET', '/files/a.txt', { headers: { range: 'bytes=1-4' } });
  await ask('GET', '/files/none.txt');
  await ask('GET', '/r/1/thing');
  await ask('DELETE', '/r/1/thing');
  await ask('GET', '/cookie');
  await ask('GET', '/throws');
  await ask('HEAD', '/format', { headers: { accept: 'application/json' } });
  server.close();
});
