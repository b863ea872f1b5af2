'use strict';

const { ArrayPrototypePush, ArrayPrototypeSort, ObjectDefineProperty, ObjectFreeze, StringPrototypeToLowerCase } = primordials;

const { defaultMax, defaultMin } = require('internal/tls/versions');
const { checkServerIdentity } = require('internal/tls/identity');
const { convertALPNProtocols } = require('internal/tls/protocols');
const authorities = require('internal/tls/authorities');

let ciphers;
const SUITES = [
  'tls_aes_256_gcm_sha384', 'tls_aes_128_gcm_sha256', 'tls_chacha20_poly1305_sha256', 'tls_aes_128_ccm_sha256',
  'tls_aes_128_ccm_8_sha256',
];

function getCiphers() {
  if (ciphers === undefined) {
    const found = binding('tls/secure_context').ciphers();
    const names = new primordials.SafeSet(SUITES);
    for (let i = 0; i < found.length; i++) names.add(StringPrototypeToLowerCase(found[i]));
    ciphers = [];
    for (const name of names) ArrayPrototypePush(ciphers, name);
    ArrayPrototypeSort(ciphers);
  }
  return primordials.ArrayPrototypeSlice(ciphers);
}

const exported = module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS: require('internal/crypto/constants').defaultCipherList,
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: defaultMin(),
  DEFAULT_MAX_VERSION: defaultMax(),
  getCiphers,
  rootCertificates: undefined,
  getCACertificates: authorities.getCACertificates,
  setDefaultCACertificates: authorities.setDefaultCACertificates,
  convertALPNProtocols,
  checkServerIdentity,
};

ObjectDefineProperty(exported, 'rootCertificates', {
  __proto__: null, configurable: false, enumerable: true, get: () => ObjectFreeze(authorities.rootCertificates()),
});

const { SecureContext, createSecureContext } = require('internal/tls/secure_context');
exported.createSecureContext = createSecureContext;
exported.SecureContext = SecureContext;
const { TLSSocket } = require('internal/tls/socket');
const { Server, createServer } = require('internal/tls/server');
exported.TLSSocket = TLSSocket;
exported.Server = Server;
exported.createServer = createServer;
exported.connect = require('internal/tls/connect').connect;
