'use strict';

// The available hash functions: Node's names (getHashes), OpenSSL's other names, and the names of bindings/crypto/hash.py.

const { ArrayPrototypePush, SafeMap, StringPrototypeSplit, StringPrototypeToLowerCase } = primordials;

// [Python's name, bytes of output (negative: any number, this by default), names that getHashes() lists, other names]
const table = [
  ['md5', 16, 'RSA-MD5 md5 md5WithRSAEncryption ssl3-md5', '1.2.840.113549.2.5'],
  ['md5-sha1', 36, 'md5-sha1', ''],
  ['sha1', 20, 'RSA-SHA1 RSA-SHA1-2 sha1 sha1WithRSAEncryption ssl3-sha1', 'sha-1 dss1 1.3.14.3.2.26'],
  ['sha224', 28, 'RSA-SHA224 sha224 sha224WithRSAEncryption', 'sha-224 sha2-224'],
  ['sha256', 32, 'RSA-SHA256 sha256 sha256WithRSAEncryption', 'sha-256 sha2-256 2.16.840.1.101.3.4.2.1'],
  ['sha384', 48, 'RSA-SHA384 sha384 sha384WithRSAEncryption', 'sha-384 sha2-384'],
  ['sha512', 64, 'RSA-SHA512 sha512 sha512WithRSAEncryption', 'sha-512 sha2-512'],
  ['sha512_224', 28, 'RSA-SHA512/224 sha512-224 sha512-224WithRSAEncryption', 'sha-512/224 sha2-512/224'],
  ['sha512_256', 32, 'RSA-SHA512/256 sha512-256 sha512-256WithRSAEncryption', 'sha-512/256 sha2-512/256'],
  ['sha3_224', 28, 'RSA-SHA3-224 id-rsassa-pkcs1-v1_5-with-sha3-224 sha3-224', ''],
  ['sha3_256', 32, 'RSA-SHA3-256 id-rsassa-pkcs1-v1_5-with-sha3-256 sha3-256', ''],
  ['sha3_384', 48, 'RSA-SHA3-384 id-rsassa-pkcs1-v1_5-with-sha3-384 sha3-384', ''],
  ['sha3_512', 64, 'RSA-SHA3-512 id-rsassa-pkcs1-v1_5-with-sha3-512 sha3-512', ''],
  ['shake_128', -16, 'shake128', 'shake-128'],
  ['shake_256', -32, 'shake256', 'shake-256'],
  ['blake2b', 64, 'blake2b512', 'blake2b-512'],
  ['blake2s', 32, 'blake2s256', 'blake2s-256'],
  ['ripemd160', 20, 'RSA-RIPEMD160 ripemd ripemd160 ripemd160WithRSA rmd160', 'ripemd-160'],
  ['sm3', 32, 'RSA-SM3 sm3 sm3WithRSAEncryption', ''],
];

const byName = new SafeMap();
const listed = [];
for (let i = 0; i < table.length; i++) {
  const { 0: name, 1: size, 2: shown, 3: others } = table[i];
  const found = { __proto__: null, name, size: size < 0 ? -size : size, xof: size < 0 };
  const names = StringPrototypeSplit(shown, ' ');
  for (let j = 0; j < names.length; j++) {
    ArrayPrototypePush(listed, names[j]);
    byName.set(StringPrototypeToLowerCase(names[j]), found);
  }
  const more = StringPrototypeSplit(others, ' ');
  for (let j = 0; j < more.length; j++) byName.set(more[j], found);
}
byName.delete('');

// The functions of OpenSSL's "legacy" provider: only their names are known.
const legacy = new primordials.SafeSet(['md4', 'rsa-md4', 'whirlpool', 'mdc2']);

// { name, size, xof } of a hash function, or undefined.
const findHash = (name) => byName.get(name) ?? byName.get(StringPrototypeToLowerCase(name));
const isLegacyHash = (name) => legacy.has(StringPrototypeToLowerCase(name));

module.exports = { findHash, isLegacyHash, listed };
