'use strict';

// tlsSocket.getSharedSigalgs(): the signature schemes that both sides know.

const { ArrayPrototypeIncludes, ArrayPrototypePush, StringPrototypeSplit } = primordials;

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

const DEFAULT_SIGALGS = [
  0x904, 0x905, 0x906, 0x403, 0x503, 0x603, 0x807, 0x808, 0x81a, 0x81b, 0x81c, 0x809, 0x80a, 0x80b, 0x804, 0x805, 0x806, 0x401,
  0x501, 0x601, 0x303, 0x301,
];

const DSA_SIGALGS = [0x302, 0x402, 0x502, 0x602];

// The schemes that both sides know, in the server's order where it has one.
function sharedSigalgs(handle) {
  const { protocol: version, signatures, sigalgs } = handle.connection ?? {};
  const found = [];
  if (signatures === undefined) return found;
  const own = sigalgs === '' ? undefined : StringPrototypeSplit(sigalgs, ':');
  if (own !== undefined) {
    for (let i = 0; i < own.length; i++) {
      for (let j = 0; j < signatures.length; j++) {
        if (!isBrainpool(signatures[j]) && schemeName(signatures[j]) === alias(own[i])) {
          ArrayPrototypePush(found, schemeName(signatures[j]));
        }
      }
    }
    return found;
  }
  for (let i = 0; i < signatures.length; i++) {
    const isKnown = ArrayPrototypeIncludes(DEFAULT_SIGALGS, signatures[i]) ||
      (version !== 'TLSv1.3' && ArrayPrototypeIncludes(DSA_SIGALGS, signatures[i]));
    const name = isKnown ? schemeName(signatures[i]) : undefined;
    if (name !== undefined) ArrayPrototypePush(found, name);
  }
  return found;
}

const aliases = {
  __proto__: null, rsa_pss_rsae_sha256: 'RSA-PSS+SHA256', rsa_pss_rsae_sha384: 'RSA-PSS+SHA384', rsa_pss_rsae_sha512: 'RSA-PSS+SHA512',
  ecdsa_secp256r1_sha256: 'ECDSA+SHA256', ecdsa_secp384r1_sha384: 'ECDSA+SHA384', ecdsa_secp521r1_sha512: 'ECDSA+SHA512',
  rsa_pkcs1_sha256: 'RSA+SHA256', rsa_pkcs1_sha384: 'RSA+SHA384', rsa_pkcs1_sha512: 'RSA+SHA512', ed25519: 'Ed25519+UNDEF',
  ed448: 'Ed448+UNDEF',
};
const alias = (name) => aliases[name] ?? name;

module.exports = { sharedSigalgs };
