'use strict';

// Client and server have no version or no cipher in common.

const { connect, serve, told } = require('./fixtures/keys');

const cases = [
  [{ minVersion: 'TLSv1.3' }, { maxVersion: 'TLSv1.2' }], [{ maxVersion: 'TLSv1.2' }, { minVersion: 'TLSv1.3' }],
  [{ ciphers: 'TLS_AES_128_GCM_SHA256', minVersion: 'TLSv1.3' }, { ciphers: 'TLS_AES_256_GCM_SHA384' }],
  [{ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }, { ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' }],
];
function next() {
  const given = cases.shift();
  if (given === undefined) return;
  const heard = [];
  const server = serve(given[0], () => console.log('never'), (port, close) => {
    const client = connect(port, given[1], () => console.log('never'));
    client.on('error', (error) => heard.push(`client ${told(error)}`));
    client.on('close', close);
  });
  server.on('tlsClientError', (error) => heard.push(`server ${told(error)}`));
  server.on('close', () => {
    console.log(heard.sort().join('\n'));
    next();
  });
}
next();
