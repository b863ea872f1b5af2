'use strict';

// What is known of a connection, in Node's forms.

const { ArrayPrototypeIncludes, ArrayPrototypePush, RegExpPrototypeSymbolReplace, StringPrototypeSplit, StringPrototypeStartsWith } = primordials;
const { Buffer } = require('buffer');
const { X509Certificate, kIssuer } = require('internal/crypto/x509');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
const { getOptionValue } = require('internal/options');

const system = binding('tls');

// ---- certificates ----

function certificatesOf(handle, detailed) {
  const bytes = system.peer_certificates(handle.id, detailed);
  if (bytes === null || bytes === undefined) return undefined;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [];
  for (let at = 0; at < all.length;) {
    const length = all.readUInt32BE(at);
    ArrayPrototypePush(found, new X509Certificate(all.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return found;
}

// With `detailed` each has its issuer's, and a root its own.
function peerCertificate(handle, detailed) {
  const found = certificatesOf(handle, !!detailed);
  if (found === undefined) return undefined;
  const first = found[0].toLegacyObject();
  if (!detailed) return first;
  let last = first;
  for (let i = 1; i < found.length; i++) last = last.issuerCertificate = found[i].toLegacyObject();
  const root = found[found.length - 1];
  if (root.checkIssued(root)) last.issuerCertificate = last;
  return first;
}

function peerX509(handle) {
  const found = certificatesOf(handle, true);
  if (found === undefined) return undefined;
  for (let i = 0; i + 1 < found.length; i++) found[i][kIssuer] = found[i + 1];
  return found[0];
}

function ownCertificate(handle) {
  const der = system.own_certificate(handle.id);
  return der === null || der === undefined ? undefined : new X509Certificate(der);
}

// ---- ciphers and keys ----

// The name in the RFCs, from OpenSSL's.
function standardName(name) {
  if (StringPrototypeStartsWith(name, 'TLS_')) return name;
  let parts = StringPrototypeSplit(name, '-');
  let exchange = 'RSA';
  if (ArrayPrototypeIncludes(['ECDHE', 'DHE', 'ECDH', 'DH', 'ADH', 'AECDH', 'PSK', 'RSA', 'SRP'], parts[0])) {
    const taken = [];
    let i = 0;
    while (ArrayPrototypeIncludes(['ECDHE', 'DHE', 'ECDH', 'DH', 'ADH', 'AECDH', 'PSK', 'RSA', 'ECDSA', 'DSS', 'SRP'], parts[i])) ArrayPrototypePush(taken, parts[i++]);
    parts = primordials.ArrayPrototypeSlice(parts, i);
    exchange = primordials.ArrayPrototypeJoin(taken, '_');
    if (exchange === 'ADH') exchange = 'DH_anon';
    else if (exchange === 'AECDH') exchange = 'ECDH_anon';
  }
  let rest = primordials.ArrayPrototypeJoin(parts, '_');
  rest = RegExpPrototypeSymbolReplace(/(AES|CAMELLIA|ARIA)(128|256)/, rest, '$1_$2');
  rest = RegExpPrototypeSymbolReplace(/CHACHA20_POLY1305$/, rest, 'CHACHA20_POLY1305_SHA256');
  if (RegExpPrototypeSymbolReplace(/^(?:AES|CAMELLIA)_\d+_SHA/, rest, '') !== rest) rest = RegExpPrototypeSymbolReplace(/_SHA/, rest, '_CBC_SHA');
  return `TLS_${exchange}_WITH_${rest}`;
}

function cipher(handle) {
  const found = handle.connection?.cipher;
  return found ? { name: found[0], standardName: standardName(found[0]), version: found[1] } : undefined;
}

const protocol = (handle) => handle.connection?.protocol ?? null;

// Of the key that was made for this connection alone; a server does not look.
function ephemeralKey(handle) {
  if (handle.isServer) return null;
  const group = handle.connection?.group;
  if (!group) return { type: undefined, name: undefined, size: undefined };
  if (StringPrototypeStartsWith(group, 'ffdhe')) return { type: 'DH', size: +primordials.StringPrototypeSlice(group, 5) };
  if (group === 'DH') return { type: 'DH', size: system.dh_size(handle.id) };
  const { 0: name, 1: size } = groups[group] ?? [];
  return name === undefined ? { type: 'TLSGroup', name: group, size: undefined } : { type: 'ECDH', name, size };
}

const groups = {
  '__proto__': null,
  'x25519': ['X25519', 253], 'X25519': ['X25519', 253], 'x448': ['X448', 448], 'X448': ['X448', 448],
  'secp256r1': ['prime256v1', 256], 'prime256v1': ['prime256v1', 256], 'P-256': ['prime256v1', 256], 'secp384r1': ['secp384r1', 384], 'P-384': ['secp384r1', 384],
  'secp521r1': ['secp521r1', 521], 'P-521': ['secp521r1', 521], 'secp256k1': ['secp256k1', 256],
};

const mlDsa = [44, 65, 87];
const hashes = { __proto__: null, 1: 'MD5', 2: 'SHA1', 3: 'SHA224', 4: 'SHA256', 5: 'SHA384', 6: 'SHA512' };
const signers = { __proto__: null, 1: 'RSA', 2: 'DSA', 3: 'ECDSA' };

const isBrainpool = (number) => number >= 0x81a && number <= 0x81c;

// SignatureScheme (RFC 8446, section 4.2.3) as Node writes it.
function schemeName(number) {
  if (number === 0x807) return 'Ed25519+UNDEF';
  if (number === 0x808) return 'Ed448+UNDEF';
  if (number >= 0x904 && number <= 0x906) return `id-ml-dsa-${mlDsa[number - 0x904]}+UNDEF`;
  if (isBrainpool(number)) return `ECDSA+${hashes[number - 0x816]}`;
  if (number >= 0x804 && number <= 0x806) return `RSA-PSS+${hashes[number - 0x800]}`;
  if (number >= 0x809 && number <= 0x80b) return `RSA-PSS+${hashes[number - 0x805]}`;
  const hash = hashes[number >> 8];
  const signer = signers[number & 0xff];
  return hash === undefined || signer === undefined ? undefined : `${signer}+${hash}`;
}

const DEFAULT_SIGALGS = [0x904, 0x905, 0x906, 0x403, 0x503, 0x603, 0x807, 0x808, 0x81a, 0x81b, 0x81c, 0x809, 0x80a, 0x80b, 0x804, 0x805, 0x806, 0x401, 0x501, 0x601, 0x303, 0x301];

const DSA_SIGALGS = [0x302, 0x402, 0x502, 0x602];

// What both sides know, in the server's order where it has one.
function sharedSigalgs(handle) {
  const { protocol: version, signatures, sigalgs } = handle.connection ?? {};
  const found = [];
  if (signatures === undefined) return found;
  const own = sigalgs === '' ? undefined : StringPrototypeSplit(sigalgs, ':');
  if (own !== undefined) {
    for (let i = 0; i < own.length; i++) {
      for (let j = 0; j < signatures.length; j++) {
        if (!isBrainpool(signatures[j]) && schemeName(signatures[j]) === alias(own[i])) ArrayPrototypePush(found, schemeName(signatures[j]));
      }
    }
    return found;
  }
  for (let i = 0; i < signatures.length; i++) {
    const isKnown = ArrayPrototypeIncludes(DEFAULT_SIGALGS, signatures[i]) || (version !== 'TLSv1.3' && ArrayPrototypeIncludes(DSA_SIGALGS, signatures[i]));
    const name = isKnown ? schemeName(signatures[i]) : undefined;
    if (name !== undefined) ArrayPrototypePush(found, name);
  }
  return found;
}

const aliases = {
  __proto__: null, rsa_pss_rsae_sha256: 'RSA-PSS+SHA256', rsa_pss_rsae_sha384: 'RSA-PSS+SHA384', rsa_pss_rsae_sha512: 'RSA-PSS+SHA512',
  ecdsa_secp256r1_sha256: 'ECDSA+SHA256', ecdsa_secp384r1_sha384: 'ECDSA+SHA384', ecdsa_secp521r1_sha512: 'ECDSA+SHA512',
  rsa_pkcs1_sha256: 'RSA+SHA256', rsa_pkcs1_sha384: 'RSA+SHA384', rsa_pkcs1_sha512: 'RSA+SHA512', ed25519: 'Ed25519+UNDEF', ed448: 'Ed448+UNDEF',
};
const alias = (name) => aliases[name] ?? name;

// ---- secrets and traces ----

let warnsOfKeylog = true;
let warnsOfFailure = true;

function logKeys(socket) {
  const file = getOptionValue('--tls-keylog');
  if (!file) return;
  if (warnsOfKeylog) {
    warnsOfKeylog = false;
    process.emitWarning(`Using --tls-keylog makes TLS connections insecure by writing secret key material to file ${file}`);
  }
  socket.on('keylog', (line) => {
    require('fs').appendFile(file, line, { mode: 0o600 }, (error) => {
      if (!error || !warnsOfFailure) return;
      warnsOfFailure = false;
      process.emitWarning(`Failed to write TLS keylog (this warning will not be repeated): ${error}`);
    });
  });
}

function refuseTrace() {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('enableTrace');
}

module.exports = { cipher, ephemeralKey, logKeys, ownCertificate, peerCertificate, peerX509, protocol, refuseTrace, sharedSigalgs, standardName };
