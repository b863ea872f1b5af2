'use strict';

// Options that a context refuses.

const tls = require('tls');
const { pair, read } = require('./fixtures/keys');

const cases = {
  cipher: { ciphers: 'NOPE' }, suite: { ciphers: 'TLS_NOPE' }, noCiphers: { ciphers: ':' }, ciphersType: { ciphers: 1 }, lower: { ciphers: 'aes256-sha' },
  key: { key: 'x' }, keyType: { key: 1 }, cert: { cert: 'x' }, certType: { cert: {} }, ca: { ca: 'x' }, caType: { ca: 1 }, crl: { crl: 'x' }, crlType: { crl: 1 },
  mismatch: { cert: read('server-cert.pem'), key: read('client-key.pem') },
  locked: { ...pair('server'), key: read('locked-key.pem') }, wrongPassphrase: { ...pair('server'), key: read('locked-key.pem'), passphrase: 'no' },
  rightPassphrase: { ...pair('server'), key: [{ pem: read('locked-key.pem'), passphrase: 'sesame' }] },
  pfx: { pfx: 'x' }, pfxLocked: { pfx: read('server.pfx') }, pfxWrong: { pfx: read('server.pfx'), passphrase: 'no' },
  pfxRight: { pfx: read('server.pfx'), passphrase: 'sesame' }, pfxList: { pfx: [{ buf: read('server.pfx'), passphrase: 'sesame' }] },
  curve: { ecdhCurve: 'nope' }, curveType: { ecdhCurve: 1 }, sigalgs: { sigalgs: 'nope' }, noSigalgs: { sigalgs: '' },
  method2: { secureProtocol: 'SSLv2_method' }, method3: { secureProtocol: 'SSLv3_method' }, methodNone: { secureProtocol: 'x' }, method: { secureProtocol: 'TLSv1_2_method' },
  minVersion: { minVersion: 'x' }, maxVersion: { maxVersion: 1.2 }, conflict: { minVersion: 'TLSv1.2', secureProtocol: 'TLS_method' },
  secureOptions: { secureOptions: 'x' }, sessionTimeout: { sessionTimeout: 'x' }, sessionTimeoutNegative: { sessionTimeout: -1 },
  ticketKeys: { ticketKeys: 'x' }, ticketKeysShort: { ticketKeys: Buffer.alloc(3) }, sessionIdContext: { sessionIdContext: 1 }, dhparam: { dhparam: 'x' },
  dhparamType: { dhparam: 1 }, passphraseType: { key: read('server-key.pem'), passphrase: 1 }, engine: { clientCertEngine: 1 },
  engineKey: { privateKeyIdentifier: 'x' }, engineKeyType: { privateKeyIdentifier: 1, privateKeyEngine: 'x' }, options: undefined,
};
for (const [name, options] of Object.entries(cases)) {
  try {
    console.log(name, Object.keys(tls.createSecureContext(options)));
  } catch (error) {
    console.log(name, error.name, error.code, error.message, Object.keys(error).join());
  }
}
