'use strict';
// Arguments that http refuses, and the effect of its options.
const http = require('node:http');

const attempt = (name, action) => {
  try {
    console.log(name, action());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const quiet = (...args) => {
  const request = http.request(...args);
  request.on('error', () => {});
  request.destroy();
  return request;
};
const show = (request) => JSON.stringify([request.method, request.path, request.host, request.protocol, request.getHeaders(), request.getRawHeaderNames()]);
const port = 1;

attempt('url', () => show(quiet('http://user:pa%20ss@example.org:81/a?b#c')));
attempt('url and options', () => show(quiet(new URL('http://example.org/a'), { method: 'post', path: '/other' })));
attempt('options', () => show(quiet({ host: '::1', port, headers: { 'X-A': 1, 'x-b': ['c', 'd'] } })));
attempt('no default headers', () => show(quiet({ port, setDefaultHeaders: false })));
attempt('host kept', () => show(quiet({ port, setHost: false })));
attempt('auth', () => show(quiet({ port, auth: 'a:b' })));
attempt('path', () => quiet({ port, path: '/a b' }));
attempt('path type', () => show(quiet({ port, path: 3 })));
attempt('method', () => quiet({ port, method: 'a b' }));
attempt('method type', () => quiet({ port, method: 3 }));
attempt('host type', () => quiet({ host: 3 }));
attempt('protocol', () => quiet('ftp://x'));
attempt('agent', () => quiet({ port, agent: 3 }));
attempt('timeout', () => quiet({ port, timeout: 'x' }));
attempt('insecureHTTPParser', () => quiet({ port, insecureHTTPParser: 1 }));
attempt('maxHeaderSize', () => quiet({ port, maxHeaderSize: -1 }));
attempt('joinDuplicateHeaders', () => quiet({ port, joinDuplicateHeaders: 1 }));
attempt('signal', () => quiet({ port, signal: 1 }));
attempt('bad url', () => quiet('nonsense'));
attempt('header name', () => quiet({ port, headers: { 'a b': 1 } }));
attempt('header value', () => quiet({ port, headers: { a: 'b\n' } }));
attempt('undefined header', () => quiet({ port, headers: { a: undefined } }));
for (const name of [undefined, '', 'a b', 'ok', 3]) attempt('validateHeaderName', () => http.validateHeaderName(name));
for (const value of [undefined, 'a\r', 'ok', 3, 'é', '\u0100']) attempt('validateHeaderValue', () => http.validateHeaderValue('x', value));
for (const max of [0, 1.5, 'a', 10]) attempt('setMaxIdleHTTPParsers', () => http.setMaxIdleHTTPParsers(max));

for (const options of [{ scheduling: 'x' }, { maxTotalSockets: 'a' }, { maxTotalSockets: -1 }]) attempt('Agent', () => new http.Agent(options));
const agent = new http.Agent();
attempt('getName', () => [agent.getName(), agent.getName({ host: 'h', port: 1, localAddress: 'l', family: 6, socketPath: 's' })]);
console.log(http.globalAgent.keepAlive, http.globalAgent.scheduling, http.globalAgent.options.timeout, http.globalAgent.maxFreeSockets, http.maxHeaderSize);
console.log(http.METHODS.length, Object.keys(http.STATUS_CODES).length, Object.keys(http).filter((key) => key !== 'WebSocket' && key !== 'CloseEvent' && key !== 'MessageEvent' && key !== 'setGlobalProxyFromEnv').sort().join());

for (const options of [{ maxHeaderSize: -1 }, { requestTimeout: -1 }, { headersTimeout: 2, requestTimeout: 1 }, { keepAliveTimeout: 'x' }, { requireHostHeader: 1 },
  { insecureHTTPParser: 1 }, { connectionsCheckingInterval: -1 }, 3]) attempt('Server', () => http.createServer(options));
const server = http.createServer();
console.log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.maxRequestsPerSocket);

const response = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
attempt('status', () => response.writeHead(99));
attempt('setHeader', () => response.setHeader('x'));
attempt('getHeader', () => response.getHeader());
attempt('setHeaders', () => response.setHeaders({}));
response.setHeaders(new Map([['A', '1'], ['set-cookie', ['x', 'y']]]));
response.appendHeader('A', '2');
attempt('headers', () => JSON.stringify([response.getHeaders(), response.getRawHeaderNames(), response.hasHeader('a')]));
attempt('write null', () => response.write(null));
attempt('write a number', () => response.write(3));
response.writeHead(200);
attempt('late header', () => response.setHeader('b', 'c'));
attempt('late removal', () => response.removeHeader('a'));
attempt('second head', () => response.writeHead(200));
attempt('write', () => response.write('x'));
attempt('sizes', () => [response.outputSize, response.writableLength, response.writableHighWaterMark, response.headersSent, response.writableEnded]);
