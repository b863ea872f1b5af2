'use strict';

const http = require('http');
const cors = require('cors');

const variants = {
  plain: cors(), fixed: cors({ origin: 'http://a.example', credentials: true, exposedHeaders: ['X-A', 'X-B'] }), list: cors({ origin: [/\.example$/, 'http://x.test'], methods: ['GET', 'PUT'], maxAge: 60, optionsSuccessStatus: 200 }),
  dynamic: cors((req, callback) => callback(null, { origin: req.headers.origin === 'http://yes.example' })), failing: cors({ origin: (origin, callback) => callback(new Error('not allowed by us')) }), through: cors({ preflightContinue: true }),
};
const server = http.createServer((req, res) => variants[req.url.slice(1)](req, res, (error) => res.end(error ? `error ${error.message}` : 'next'))).listen(0, async () => {
  for (const name in variants) {
    for (const [method, origin] of [['GET', 'http://yes.example'], ['OPTIONS', 'http://no.test']]) {
      await new Promise((resolve) => http.request({ port: server.address().port, path: `/${name}`, method, headers: { origin, 'access-control-request-headers': 'x-own' } }, (res) => {
        let text = '';
        const { date, connection, 'keep-alive': k, ...headers } = res.headers;
        res.on('data', (chunk) => { text += chunk; }).on('end', () => { console.log(name, method, res.statusCode, headers, text); resolve(); });
      }).end());
    }
  }
  server.close();
});
