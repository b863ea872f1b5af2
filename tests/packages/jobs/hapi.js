'use strict';

const http = require('http');
const Hapi = require('@hapi/hapi');

(async () => {
  const server = Hapi.server({ port: 0, host: '127.0.0.1', debug: false });
  server.route([
    { method: 'GET', path: '/hello/{name?}', handler: (request, h) => h.response({ hello: request.params.name ?? 'nobody', q: request.query }).header('x-own', '1').code(202) },
    { method: 'POST', path: '/body', handler: (request) => request.payload },
    { method: 'GET', path: '/cookie', handler: (request, h) => h.response('c').state('s', { a: 1 }) },
    { method: 'GET', path: '/throws', handler: () => { throw new Error('hidden'); } },
    { method: 'GET', path: '/auth', options: { auth: 'own' }, handler: (request) => request.auth.credentials },
  ].slice(0, 4));
  server.state('s', { encoding: 'base64json', isSecure: false });
  server.auth.scheme('own', () => ({ authenticate: (request, h) => { if (request.headers.key !== 'k') throw require('@hapi/boom').unauthorized('no key'); return h.authenticated({ credentials: { user: 'u' } }); } }));
  server.auth.strategy('own', 'own');
  server.route({ method: 'GET', path: '/auth', options: { auth: 'own' }, handler: (request) => request.auth.credentials });
  server.ext('onPreResponse', (request, h) => { if (request.response.isBoom) console.log('boom', request.response.message); return h.continue; });
  server.method('add', (a, b) => a + b, {});
  await server.register({ name: 'plug', register: async (s) => s.route({ method: 'GET', path: '/plug', handler: () => s.methods.add(1, 2) }) });
  for (const request of ['/hello/ann?x=1', '/hello', { method: 'POST', url: '/body', payload: { a: [1] } }, { method: 'POST', url: '/body', payload: '{', headers: { 'content-type': 'application/json' } }, '/cookie', '/throws', '/auth', { url: '/auth', headers: { key: 'k' } }, '/plug', '/none']) {
    const { statusCode, headers, payload } = await server.inject(request);
    console.log(request.url ?? request, statusCode, headers['content-type'], headers['set-cookie'], payload);
  }
  await server.start();
  await new Promise((resolve) => http.get({ port: server.info.port, path: '/hello/net', agent: false }, (res) => res.on('data', (chunk) => console.log(res.statusCode, chunk.toString())).on('end', resolve)));
  await server.stop({ timeout: 100 });
  try {
    server.route({ method: 'GET', path: '/hello/{name?}', handler: () => 1 });
  } catch (error) {
    console.log(error.message);
  }
})();
