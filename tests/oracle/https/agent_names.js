'use strict';

// The names under which an agent stores its connections.

const https = require('https');

const agent = new https.Agent({ maxCachedSessions: 2 });
console.log(agent.getName(), agent.getName({ host: 'h', port: 1 }));
console.log(agent.getName({
  host: 'h', port: 1, localAddress: 'l', family: 6, socketPath: '/s', ca: 'ca', cert: 'cert', clientCertEngine: 'engine', ciphers: 'ciphers', crl: 'crl', dhparam: 'dh',
  ecdhCurve: 'curve', honorCipherOrder: false, key: 'key', minVersion: 'min', maxVersion: 'max', pfx: 'pfx', rejectUnauthorized: false, secureOptions: 0,
  secureProtocol: 'method', servername: 'name', sessionIdContext: 'context', sigalgs: 'sigalgs', privateKeyIdentifier: 'id', privateKeyEngine: 'engine2',
}));
for (const key of ['a', 'b', 'c']) agent._cacheSession(key, Buffer.from(key));
console.log(agent._sessionCache.list, agent._getSession('a'), agent._getSession('c'));
console.log(agent.defaultPort, agent.protocol, agent.maxCachedSessions, https.globalAgent.options.keepAlive);
