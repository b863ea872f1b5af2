'use strict';

// Arguments that a server, a client and a socket refuse.

const tls = require('tls');
const net = require('net');
const { pair } = require('./fixtures/keys');

const server = tls.createServer(pair('server'));
const cases = {
  options: () => tls.createServer('x'), handshakeTimeout: () => tls.createServer({ handshakeTimeout: 'x' }), sni: () => tls.createServer({ SNICallback: 'x' }),
  psk: () => tls.createServer({ pskCallback: 'x' }), hint: () => tls.createServer({ pskCallback() {}, pskIdentityHint: 1 }),
  alpn: () => tls.createServer({ ALPNCallback() {}, ALPNProtocols: ['a'] }), addContext: () => server.addContext(), setSecureContext: () => server.setSecureContext(),
  check: () => tls.connect({ port: 1, checkServerIdentity: 1 }), minDH: () => tls.connect({ port: 1, minDHSize: 0 }), minDHType: () => tls.connect({ port: 1, minDHSize: 'x' }),
  nothing: () => tls.connect({}), protocol: () => tls.convertALPNProtocols(['a'.repeat(256)], {}), ticketKeysType: () => server.setTicketKeys('x'),
  trace: () => new tls.TLSSocket(null, { enableTrace: 1 }), context: () => new tls.TLSSocket(new net.Socket(), { secureContext: { context: {} } }),
  servername: () => new tls.TLSSocket(null, { secureContext: tls.createSecureContext() }).setServername(1),
  sniFromServer: () => new tls.TLSSocket(null, { isServer: true, secureContext: tls.createSecureContext() }).setServername('x'),
  fragment: () => new tls.TLSSocket(null, { secureContext: tls.createSecureContext() }).setMaxSendFragment('x'),
  renegotiate: () => new tls.TLSSocket(null, { secureContext: tls.createSecureContext() }).renegotiate(),
  keying: () => new tls.TLSSocket(null, { secureContext: tls.createSecureContext() }).exportKeyingMaterial(0, 'x'),
};
for (const [name, run] of Object.entries(cases)) {
  try {
    run();
    console.log(name, 'is fine');
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}
