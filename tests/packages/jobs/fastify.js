'use strict';

const Fastify = require('fastify');

(async () => {
  const app = Fastify({ logger: false, ajv: { customOptions: { allErrors: true } } });
  app.decorate('own', () => 'decorated');
  app.addHook('onRequest', async (request) => { request.started = true; });
  app.addHook('onSend', async (request, reply, payload) => { reply.header('x-sent', 'yes'); return payload; });
  app.get('/hello/:name', { schema: { querystring: { type: 'object', properties: { n: { type: 'integer' } } }, response: { 200: { type: 'object', properties: { hello: { type: 'string' }, n: { type: 'number' } } } } } }, async (request) => ({ hello: request.params.name, n: request.query.n, dropped: true, own: app.own() }));
  app.post('/body', { schema: { body: { type: 'object', required: ['a'], properties: { a: { type: 'string', minLength: 2 } } } } }, (request, reply) => reply.code(201).send(request.body));
  app.register(async (child) => { child.get('/inner', async () => 'inner text'); child.setNotFoundHandler((request, reply) => reply.code(404).send({ own: request.url })); }, { prefix: '/p' });
  app.get('/throws', async () => { const error = new Error('thrown'); error.statusCode = 409; throw error; });
  app.setErrorHandler((error, request, reply) => reply.code(error.statusCode ?? 500).send({ code: error.code, message: error.message, fields: error.validation?.length }));
  for (const request of [{ url: '/hello/ann?n=3' }, { url: '/hello/ann?n=x' }, { method: 'POST', url: '/body', payload: { a: 'xy' } }, { method: 'POST', url: '/body', payload: {} }, { method: 'POST', url: '/body', payload: '{', headers: { 'content-type': 'application/json' } }, { url: '/p/inner' }, { url: '/p/none' }, { url: '/none' }, { url: '/throws' }]) {
    const { statusCode, headers, body } = await app.inject(request);
    console.log(request.url, statusCode, headers['content-type'], headers['x-sent'], body);
  }
  console.log(app.printRoutes());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const http = require('http');
  await new Promise((resolve) => http.get(`${address}/hello/net`, { agent: false }, (res) => res.on('data', (chunk) => console.log(res.statusCode, chunk.toString())).on('end', resolve)));
  await app.close();
  try {
    app.get('/late', async () => 1);
  } catch (error) {
    console.log(error.code, error.message);
  }
  await Fastify().register(async () => { throw new Error('in a plugin'); }).ready().then(null, (error) => console.log(error.message));
})();
