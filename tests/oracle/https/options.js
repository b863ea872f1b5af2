'use strict';

// Options that the module refuses.

const https = require('https');

for (const run of [
  () => https.createServer('x'), () => https.createServer(1), () => https.createServer({ requestTimeout: -1 }), () => https.createServer({ maxHeaderSize: 'x' }),
  () => https.createServer({ ALPNCallback() {}, ALPNProtocols: ['a'] }), () => https.request('http://a/'), () => https.get({ protocol: 'http:' }),
  () => https.request('not a url'), () => https.request({ path: 'a b' }), () => https.request({ method: 'a b' }), () => https.get({ port: 1, ciphers: 'x' }).on('error', () => {}),
  () => new https.Agent({ scheduling: 'x' }),
]) {
  try {
    run();
    console.log('fine');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const server = https.createServer();
console.log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, String(server.ALPNProtocols), server.noDelay);
