'use strict';

const http = require('http');
const morgan = require('morgan');

morgan.token('own', (req) => req.headers['x-own']);
const lines = [];
const stream = { write: (line) => lines.push(line) };
const loggers = [morgan(':method :url :status :res[content-length] :own - :http-version', { stream }), morgan('tiny', { stream, skip: (req, res) => res.statusCode < 400 }), morgan((tokens, req, res) => `${tokens.method(req, res)} by hand`, { stream, immediate: true }), morgan('combined', { stream }), morgan('dev', { stream })];
const server = http.createServer((req, res) => {
  let i = 0;
  const next = () => { if (i < loggers.length) loggers[i++](req, res, next); else { res.statusCode = req.url === '/bad' ? 500 : 200; res.setHeader('content-length', 2); res.end('ok'); } };
  next();
}).listen(0, async () => {
  for (const path of ['/good', '/bad']) await new Promise((resolve) => http.get({ port: server.address().port, path, agent: false, headers: { 'x-own': 'me', 'user-agent': 'ua' } }, (res) => res.resume().on('end', resolve)));
  server.close(() => {
    console.log(lines.map((line) => line.replace(/\d+\.\d+ ms/g, 'N ms').replace(/\[\d.*?\]/, '[DATE]')));
    console.log(morgan.compile(':method x')(morgan, { method: 'GET' }, {}), typeof morgan.tiny);
    try {
      morgan.token('broken');
      morgan.compile(12);
    } catch (error) {
      console.log(error.name, error.message);
    }
  });
});
