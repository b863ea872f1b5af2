'use strict';

// Keys of Web Crypto: generate, import, export.

const {
  ArrayPrototypeConcat, ArrayPrototypeFilter, ArrayPrototypeIncludes, ArrayPrototypeSlice, BigIntPrototypeToString, DataView,
  DataViewPrototypeGetUint32, MathCeil, SafeSet, StringPrototypeSlice, StringPrototypeStartsWith, StringPrototypeToLowerCase,
  TypedArrayPrototypeSubarray, Uint8Array,
  Uint8ArrayPrototypeToHex,
} = primordials;
const { Buffer } = require('buffer');
const { lazyDOMException, lazyDOMExceptionClass } = require('internal/per_context/lazy_domexception');
const { KeyMaterial, fromAnswer } = require('internal/crypto/key_material');
const { makeCryptoKey, slotsOf } = require('internal/crypto/crypto_key');
const {
  checkUsages, isDeriving, isPostQuantum, normalize, pairUsages, usages: secretUsages,
} = require('internal/crypto/subtle/algorithms');
const { asArrayBuffer, job } = require('internal/crypto/subtle/jobs');

const dataError = (message, cause) => new (lazyDOMExceptionClass())(message, { name: 'DataError', cause });
const syntaxError = (message) => lazyDOMException(message, 'SyntaxError');
const notSupported = (message) => lazyDOMException(message, 'NotSupportedError');

const blockBits = {
  '__proto__': null, 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024, 'SHA3-256': 1088, 'SHA3-384': 832, 'SHA3-512': 576,
};
const curves = { '__proto__': null, 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const okp = { __proto__: null, Ed25519: 'ed25519', Ed448: 'ed448', X25519: 'x25519', X448: 'x448' };
const kindOf = (name) => (isPostQuantum(name) ? StringPrototypeToLowerCase(name) : okp[name]);
const kmacBits = { __proto__: null, KMAC128: 128, KMAC256: 256 };
const isKmac = (name) => kmacBits[name] !== undefined;
const isRsa = (name) => name === 'RSASSA-PKCS1-v1_5' || name === 'RSA-PSS' || name === 'RSA-OAEP';
const isEc = (name) => name === 'ECDSA' || name === 'ECDH';
const publicHash = ({ name }) => ({ name });

// Bits beyond the length of a key are 0.
function cut(bytes, length) {
  if (length % 8 !== 0) bytes[bytes.length - 1] &= 0xff00 >> (length % 8);
  return bytes;
}

// ---- generateKey ----

async function generateSecret(algorithm, extractable, usages) {
  const { name } = algorithm;
  checkUsages(usages, secretUsages[name], `${name} key`);
  let { length } = algorithm;
  let shown;
  if (name === 'HMAC') {
    length ??= blockBits[algorithm.hash.name];
    shown = { name, length, hash: publicHash(algorithm.hash) };
  } else if (name === 'ChaCha20-Poly1305') {
    length = 256;
    shown = { name };
  } else {
    if (isKmac(name)) length ??= kmacBits[name];
    shown = { name, length };
  }
  if (usages.length === 0) throw syntaxError('Usages cannot be empty when creating a key.');
  const bytes = await job('crypto/random', 'random_bytes', [MathCeil(length / 8)], (result) => cut(new Uint8Array(result), length));
  return makeCryptoKey(new KeyMaterial('secret', bytes), shown, usages, extractable);
}

function pairParameters(algorithm) {
  const { name } = algorithm;
  if (isRsa(name)) {
    const { modulusLength, publicExponent, hash } = algorithm;
    const exponent = +`0x${Uint8ArrayPrototypeToHex(publicExponent) || '0'}`;
    if (exponent < 3 || exponent % 2 === 0) {
      throw lazyDOMException('The operation failed for an operation-specific reason', 'OperationError');
    }
    const shown = { name, modulusLength, publicExponent: new Uint8Array(publicExponent), hash: publicHash(hash) };
    return { kind: 'rsa', parameters: { modulusLength, publicExponent: exponent }, shown };
  }
  if (isEc(name)) {
    const { namedCurve } = algorithm;
    return { kind: 'ec', parameters: { namedCurve: curves[namedCurve] }, shown: { name, namedCurve } };
  }
  return { kind: kindOf(name), parameters: {}, shown: { name } };
}

async function generateKey(algorithm, extractable, usages) {
  algorithm = normalize(algorithm, 'generateKey');
  const { name } = algorithm;
  if (secretUsages[name] !== undefined) return await generateSecret(algorithm, extractable, usages);
  const { public: forPublic, private: forPrivate } = pairUsages(name);
  checkUsages(usages, ArrayPrototypeConcat(forPublic, forPrivate), `${name} key`);
  const { kind, parameters, shown } = pairParameters(algorithm);
  const privateUsages = ArrayPrototypeFilter(usages, (usage) => ArrayPrototypeIncludes(forPrivate, usage));
  const publicUsages = ArrayPrototypeFilter(usages, (usage) => ArrayPrototypeIncludes(forPublic, usage));
  if (privateUsages.length === 0) throw syntaxError('Usages cannot be empty when creating a key.');
  return await job('crypto/keygen', 'generate', [kind, binding.encode(parameters)], (answer) => {
    const length = DataViewPrototypeGetUint32(new DataView(answer.buffer, answer.byteOffset), 0);
    const publicKey = new KeyMaterial('public', new Uint8Array(TypedArrayPrototypeSubarray(answer, 4, 4 + length)));
    const privateKey = new KeyMaterial('private', new Uint8Array(TypedArrayPrototypeSubarray(answer, 4 + length)));
    return {
      publicKey: makeCryptoKey(publicKey, { ...shown }, publicUsages, true),
      privateKey: makeCryptoKey(privateKey, shown, privateUsages, extractable),
    };
  });
}

// ---- importKey ----

const jwkUses = {
  __proto__: null, encrypt: 'enc', decrypt: 'enc', wrapKey: 'enc', unwrapKey: 'enc', sign: 'sig', verify: 'sig',
  deriveKey: 'enc', deriveBits: 'enc', encapsulateKey: 'enc', encapsulateBits: 'enc', decapsulateKey: 'enc', decapsulateBits: 'enc',
};

function checkJwk(jwk, kty, extractable, usages) {
  if (jwk.kty !== kty) throw dataError('Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== jwkUses[usages[0]]) throw dataError('Invalid JWK "use" Parameter');
  if (jwk.key_ops !== undefined) {
    if (new SafeSet(jwk.key_ops).size !== jwk.key_ops.length) throw dataError('Duplicate key operation');
    for (let i = 0; i < usages.length; i++) {
      if (!ArrayPrototypeIncludes(jwk.key_ops, usages[i])) throw dataError('Key operations and usage mismatch');
    }
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) throw dataError('JWK "ext" Parameter and extractable mismatch');
}

const hashDigits = { '__proto__': null, 'SHA-1': '1', 'SHA-256': '256', 'SHA-384': '384', 'SHA-512': '512' };

// JWK's name of an algorithm, or undefined if it has none.
function jwkAlg({ name, length, hash }) {
  const digits = hash === undefined ? undefined : hashDigits[hash.name];
  switch (name) {
    case 'ChaCha20-Poly1305': return 'C20P';
    case 'KMAC128': return 'K128';
    case 'KMAC256': return 'K256';
    case 'HMAC': return digits && `HS${digits}`;
    case 'RSASSA-PKCS1-v1_5': return digits && `RS${digits}`;
    case 'RSA-PSS': return digits && `PS${digits}`;
    case 'RSA-OAEP': return digits && (digits === '1' ? 'RSA-OAEP' : `RSA-OAEP-${digits}`);
    case 'AES-CBC':
    case 'AES-CTR':
    case 'AES-GCM':
    case 'AES-OCB':
    case 'AES-KW': return `A${length}${StringPrototypeSlice(name, 4)}`;
    case 'Ed25519':
    case 'Ed448': return name;
  }
}

const ecdsaAlgs = { '__proto__': null, 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

function checkJwkAlg(jwk, shown) {
  if (jwk.alg === undefined) return;
  const wanted = shown.name === 'ECDSA' ? ecdsaAlgs[shown.namedCurve] : jwkAlg(shown);
  if (wanted === undefined || jwk.alg === wanted) return;
  if ((shown.name === 'Ed25519' || shown.name === 'Ed448') && jwk.alg === 'EdDSA') return;
  throw dataError('JWK "alg" does not match the requested algorithm');
}

function secretAlgorithm(algorithm, bits) {
  const { name, hash, length } = algorithm;
  if (name === 'HMAC') {
    if (bits === 0) throw dataError('Zero-length key is not supported');
  }
  if (name === 'HMAC' || isKmac(name)) {
    if (length !== undefined && (length > bits || length <= bits - 8)) throw dataError('Invalid key length');
    return { name, length: length ?? bits, ...(hash === undefined ? undefined : { hash: publicHash(hash) }) };
  }
  if (isDeriving(name)) return { name };
  if (name === 'ChaCha20-Poly1305') {
    if (bits !== 256) throw dataError('Invalid key length');
    return { name };
  }
  if (bits !== 128 && bits !== 192 && bits !== 256) throw dataError('Invalid key length');
  return { name, length: bits };
}

// Algorithms that are younger than the unambiguous names of formats: they do not accept 'raw'.
const newer = (name) => name === 'ChaCha20-Poly1305' || name === 'AES-OCB' || isKmac(name) || StringPrototypeStartsWith(name, 'Argon2');

function importSecret(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const derives = isDeriving(name);
  checkUsages(usages, secretUsages[name], derives ? `a ${name} key` : `${name} key`);
  if (derives && extractable) throw syntaxError(`${name} keys are not extractable`);
  let bytes;
  if (format === 'KeyMaterial') {
    ({ bytes } = data);
  } else if (format === 'raw-secret' || (format === 'raw' && !newer(name))) {
    bytes = new Uint8Array(data);
  } else if (format === 'jwk' && !derives) {
    if (!data.kty) throw dataError('Invalid keyData');
    checkJwk(data, 'oct', extractable, usages);
    if (typeof data.k !== 'string') throw dataError('Invalid keyData');
    bytes = new Uint8Array(Buffer.from(data.k, 'base64url'));
  } else {
    throw notSupported(`Unable to import ${name} using ${format} format`);
  }
  const shown = secretAlgorithm(algorithm, bytes.length * 8);
  if (format === 'jwk') checkJwkAlg(data, shown);
  return makeCryptoKey(new KeyMaterial('secret', bytes), shown, usages, extractable);
}

function readDer(format, data) {
  try {
    const want = format === 'spki' ? 'public' : 'private';
    return fromAnswer(binding('crypto/keys').parse(want, 'der', format, data));
  } catch (error) {
    throw dataError('Invalid keyData', error);
  }
}

function readJwk(jwk) {
  const { kty } = jwk;
  const names = kty === 'RSA' ? ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] : kty === 'EC' ? ['crv', 'x', 'y', 'd'] :
    kty === 'AKP' ? ['alg', 'pub', 'priv'] : ['crv', 'x', 'd'];
  const given = { __proto__: null, kty };
  for (let i = 0; i < names.length; i++) if (typeof jwk[names[i]] === 'string') given[names[i]] = jwk[names[i]];
  try {
    return fromAnswer(binding('crypto/jwk').import_jwk(binding.encode(given), false));
  } catch (error) {
    throw dataError('Invalid keyData', error);
  }
}

function readRaw(data, algorithm, isPrivate) {
  const { name, namedCurve } = algorithm;
  try {
    const kind = isEc(name) ? 'ec' : kindOf(name);
    return fromAnswer(binding('crypto/jwk').from_raw(kind, isPrivate, data, isEc(name) ? curves[namedCurve] : undefined));
  } catch (error) {
    throw dataError('Invalid keyData', error);
  }
}

function checkPostQuantumJwk({ kty, alg, pub, priv }, name) {
  if (kty !== 'AKP') throw dataError('Invalid JWK "kty" Parameter');
  if (typeof alg !== 'string' || typeof pub !== 'string' || (priv !== undefined && typeof priv !== 'string')) {
    throw dataError('Invalid keyData');
  }
  if (alg !== name) throw dataError('JWK "alg" Parameter and algorithm name mismatch');
}

const publicJwk = (material) => binding('crypto/jwk').export_jwk(false, material.publicHalf.bytes);

function checkSeed({ bytes }, name) {
  try {
    binding('crypto/jwk').raw_private(bytes);
  } catch {
    const family = StringPrototypeSlice(name, 0, 6);
    throw notSupported(`Importing an ${family} PKCS#8 key without a seed is not supported`);
  }
}

function importAsymmetric(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const { public: forPublic, private: forPrivate } = pairUsages(name);
  const kty = isRsa(name) ? 'RSA' : isEc(name) ? 'EC' : isPostQuantum(name) ? 'AKP' : 'OKP';
  let material;
  if (format === 'KeyMaterial') {
    material = data;
  } else if (format === 'spki' || format === 'pkcs8') {
    checkUsages(usages, format === 'spki' ? forPublic : forPrivate, `${name} key`);
    material = readDer(format, data);
  } else if (format === 'jwk') {
    if (!data.kty) throw dataError('Invalid keyData');
    if (isPostQuantum(name)) checkPostQuantumJwk(data, name);
    checkJwk(data, kty, extractable, usages);
    checkUsages(usages, (kty === 'AKP' ? data.priv : data.d) === undefined ? forPublic : forPrivate, `${name} key`);
    if (kty === 'EC' && data.crv !== algorithm.namedCurve) throw dataError('JWK "crv" does not match the requested algorithm');
    if (kty === 'OKP' && data.crv !== name) throw dataError('JWK "crv" Parameter and algorithm name mismatch');
    checkJwkAlg(data, algorithm);
    material = readJwk(data);
    // The public members must match the private key.
    if (kty === 'OKP' && publicJwk(material).x !== data.x) throw dataError('Invalid keyData');
    if (StringPrototypeStartsWith(name, 'ML-DSA') && publicJwk(material).pub !== data.pub) throw dataError('Invalid keyData');
  } else if (format === 'raw-public' || (format === 'raw' && kty !== 'AKP') ? kty !== 'RSA' : format === 'raw-seed' && kty === 'AKP') {
    checkUsages(usages, format === 'raw-seed' ? forPrivate : forPublic, `${name} key`);
    material = readRaw(data, algorithm, format === 'raw-seed');
  } else {
    throw notSupported(`Unable to import ${name} using ${format} format`);
  }
  checkUsages(usages, material.type === 'public' ? forPublic : forPrivate, `${name} key`);
  const kind = material.asymmetricKeyType;
  if (kind !== (isRsa(name) ? 'rsa' : isEc(name) ? 'ec' : kindOf(name))) throw dataError('Invalid key type');
  if (format === 'pkcs8' && isPostQuantum(name)) checkSeed(material, name);
  if (isEc(name) && material.details.namedCurve !== curves[algorithm.namedCurve]) throw dataError('Named curve mismatch');
  let shown = { name };
  if (isEc(name)) {
    shown = { name, namedCurve: algorithm.namedCurve };
  } else if (isRsa(name)) {
    const { modulusLength, publicExponent } = material.details;
    const hex = BigIntPrototypeToString(publicExponent, 16);
    const exponent = new Uint8Array(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
    shown = { name, modulusLength, publicExponent: exponent, hash: publicHash(algorithm.hash) };
  }
  return makeCryptoKey(material, shown, usages, extractable);
}

function importKey(format, data, algorithm, extractable, usages) {
  algorithm = normalize(algorithm, 'importKey');
  const importer = secretUsages[algorithm.name] !== undefined ? importSecret : importAsymmetric;
  const key = importer(format, data, algorithm, extractable, usages);
  const { material: { type } } = slotsOf(key);
  if ((type === 'secret' || type === 'private') && slotsOf(key).usages.length === 0) {
    throw syntaxError(`Usages cannot be empty when importing a ${type} key.`);
  }
  return key;
}

const importMaterial = (material, algorithm, extractable, usages) => importKey('KeyMaterial', material, algorithm, extractable, usages);

// ---- exportKey ----

function exportKey(format, key) {
  const { material, extractable, algorithm, usages } = slotsOf(key);
  const { name } = algorithm;
  const { type, bytes } = material;
  if (isDeriving(name)) throw notSupported(`${name} key export is not supported`);
  if (!extractable) throw lazyDOMException('key is not extractable', 'InvalidAccessError');
  if (format === 'jwk') {
    const jwk = type === 'secret' ? { kty: 'oct', k: Buffer.from(bytes).toString('base64url') } :
      binding('crypto/jwk').export_jwk(type === 'private', bytes);
    const alg = jwkAlg(algorithm);
    return { key_ops: ArrayPrototypeSlice(usages), ext: extractable, ...(alg === undefined ? undefined : { alg }), ...jwk };
  }
  if (type === 'secret' && (format === 'raw-secret' || (format === 'raw' && !newer(name)))) return asArrayBuffer(new Uint8Array(bytes));
  if (isPostQuantum(name) && (format === 'pkcs8' || format === 'raw-seed') && type === 'private') {
    return asArrayBuffer(
      new Uint8Array(format === 'pkcs8' ? binding('crypto/jwk').seed_pkcs8(bytes) : binding('crypto/jwk').raw_private(bytes)));
  }
  if ((type === 'public' && format === 'spki') || (type === 'private' && format === 'pkcs8')) return asArrayBuffer(new Uint8Array(bytes));
  if (type === 'public' && (format === 'raw-public' || (format === 'raw' && !isPostQuantum(name))) && !isRsa(name)) {
    return asArrayBuffer(new Uint8Array(binding('crypto/jwk').raw_public(bytes, false)));
  }
  throw notSupported(`Unable to export ${name} ${type} key using ${format} format`);
}

// The public key of a private key, with other usages.
function getPublicKey(key, usages) {
  const { material, algorithm } = slotsOf(key);
  if (material.type !== 'private') {
    throw lazyDOMException('key must be a private key', material.type === 'secret' ? 'NotSupportedError' : 'InvalidAccessError');
  }
  return importMaterial(material.publicHalf, algorithm, true, usages);
}

module.exports = { blockBits, kmacBits, exportKey, generateKey, getPublicKey, importKey, importMaterial };
