'use strict';

const http = require('http');
const { Readable } = require('stream');
const Koa = require('koa');

const app = new Koa({ keys: ['k1', 'k2'] });
app.use(async (ctx, next) => { await next(); ctx.set('X-After', ctx.status.toString()); });
app.use(async (ctx, next) => {
  switch (ctx.path) {
    case '/json': ctx.body = { query: ctx.query, ip: typeof ctx.ip, type: ctx.accepts('json', 'html') }; break;
    case '/text': ctx.type = 'text/plain'; ctx.body = 'some text'; ctx.cookies.set('name', 'value', { signed: true }); break;
    case '/stream': ctx.body = Readable.from(['a', 'b', 'c']); break;
    case '/empty': ctx.body = null; break;
    case '/move': ctx.redirect('/json'); break;
    case '/throw': ctx.throw(403, 'not you', { expose: true }); break;
    case '/crash': throw new Error('hidden');
    default: await next();
  }
});
app.on('error', (error) => console.log('told', error.message));
const server = http.createServer(app.callback()).listen(0, async () => {
  for (const path of ['/json?a=1', '/text', '/stream', '/empty', '/move', '/throw', '/crash', '/none']) {
    await new Promise((resolve) => http.get({ port: server.address().port, path, headers: { accept: 'application/json' } }, (res) => {
      let body = '';
      res.on('data', (chunk) => { body += chunk; });
      res.on('end', () => {
        const { date, connection, 'keep-alive': k, ...shown } = res.headers;
        console.log(path, res.statusCode, shown, body);
        resolve();
      });
    }));
  }
  server.close();
});
try {
  app.use('not a function');
} catch (error) {
  console.log(error.name, error.message);
}
