'use strict';

const http = require('http');
const helmet = require('helmet');

const ask = (middleware) => new Promise((resolve) => {
  const server = http.createServer((req, res) => {
    res.setHeader('X-Powered-By', 'Express');
    middleware(req, res, (error) => res.end(error?.message ?? 'ok'));
  }).listen(0, () => http.get({ port: server.address().port, agent: false }, (res) => {
    const { date, connection, ...headers } = res.headers;
    res.on('data', (chunk) => console.log(chunk.toString(), headers)).on('end', () => server.close(resolve));
  }));
});
(async () => {
  await ask(helmet());
  await ask(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'self'", (req) => `'nonce-${req.method}'`] } }, hsts: { maxAge: 60, preload: true }, xFrameOptions: { action: 'deny' } }));
  await ask(helmet.referrerPolicy({ policy: ['origin', 'no-referrer'] }));
  await ask(helmet.contentSecurityPolicy({ directives: { defaultSrc: [() => 'bad;value'] } }));
  for (const bad of [() => helmet.contentSecurityPolicy({ directives: { defaultSrc: 'self' } }), () => helmet({ referrerPolicy: { policy: 'nope' } }), () => helmet({ hsts: { maxAge: -1 } }), () => helmet.frameguard({ action: 'x' })]) {
    try {
      bad();
    } catch (error) {
      console.log(error.message);
    }
  }
})();
