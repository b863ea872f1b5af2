'use strict';

// Keys of the older algorithms in every format: exported, imported, imported as another kind, cut short. Invalid JSON Web Keys.

const { subtle } = globalThis.crypto;

const describe = (value) => (value instanceof CryptoKey ? JSON.stringify([value.type, value.algorithm, value.usages, value.extractable]) :
  value instanceof ArrayBuffer ? `bytes ${value.byteLength > 250 ? 'many' : value.byteLength}` : JSON.stringify(value, (key, member) => (typeof member === 'string' && member.length > 12 ? 'long' : member)));
const attempt = async (name, run) => {
  try {
    console.log(name, describe(await run()));
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const rsa = { modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
const kinds = [
  [{ name: 'RSA-PSS', ...rsa }, ['sign', 'verify']], [{ name: 'RSASSA-PKCS1-v1_5', ...rsa, hash: 'SHA-1' }, ['sign', 'verify']], [{ name: 'RSA-OAEP', ...rsa, hash: 'SHA-512' }, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']],
  [{ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']], [{ name: 'ECDH', namedCurve: 'P-384' }, ['deriveKey', 'deriveBits']], [{ name: 'ECDSA', namedCurve: 'P-521' }, ['sign', 'verify']],
  [{ name: 'Ed25519' }, ['sign', 'verify']], [{ name: 'X25519' }, ['deriveBits']], [{ name: 'Ed448' }, ['sign', 'verify']], [{ name: 'X448' }, ['deriveKey']],
  [{ name: 'AES-CBC', length: 128 }, ['encrypt', 'decrypt']], [{ name: 'AES-KW', length: 256 }, ['wrapKey', 'unwrapKey']], [{ name: 'AES-GCM', length: 192 }, ['encrypt']], [{ name: 'HMAC', hash: 'SHA-256' }, ['sign']],
  [{ name: 'HMAC', hash: 'SHA-384', length: 100 }, ['sign', 'verify']], [{ name: 'ChaCha20-Poly1305' }, ['encrypt']], [{ name: 'AES-OCB', length: 128 }, ['encrypt', 'decrypt']],
];
(async () => {
  for (const [algorithm, usages] of kinds) {
    const made = await subtle.generateKey(algorithm, true, usages);
    for (const key of made.publicKey ? [made.publicKey, made.privateKey] : [made]) {
      const name = `${algorithm.name} ${key.type}`;
      await attempt(name, () => key);
      for (const format of ['raw', 'raw-secret', 'raw-public', 'raw-private', 'raw-seed', 'spki', 'pkcs8', 'jwk']) {
        let data;
        await attempt(`${name} ${format}`, async () => { data = await subtle.exportKey(format, key); return data; });
        if (data === undefined) continue;
        await attempt('  back', () => subtle.importKey(format, data, algorithm, false, key.usages));
        await attempt('  no usages', () => subtle.importKey(format, data, algorithm, true, []));
        await attempt('  bad usage', () => subtle.importKey(format, data, algorithm, true, ['deriveKey', 'sign', 'encrypt'].filter((usage) => !usages.includes(usage)).slice(0, 1)));
        await attempt('  as AES', () => subtle.importKey(format, data, 'AES-CTR', true, ['encrypt']));
        await attempt('  as P-256', () => subtle.importKey(format, data, { name: 'ECDSA', namedCurve: 'P-256' }, true, key.type === 'public' ? ['verify'] : ['sign']));
        await attempt('  as Ed25519', () => subtle.importKey(format, data, 'Ed25519', true, key.type === 'public' ? ['verify'] : ['sign']));
        await attempt('  as RSA', () => subtle.importKey(format, data, { name: 'RSA-PSS', hash: 'SHA-1' }, true, key.type === 'public' ? ['verify'] : ['sign']));
        if (format !== 'jwk') {
          await attempt('  cut', () => subtle.importKey(format, data.slice(3), algorithm, true, key.usages));
          continue;
        }
        for (const [member, value] of [['kty', 'x'], ['kty', undefined], ['alg', 'x'], ['use', 'x'], ['use', 'enc'], ['key_ops', []], ['key_ops', ['sign', 'sign']], ['ext', false], ['crv', 'x'], ['k', undefined], ['x', undefined], ['x', 'AA'], ['n', undefined], ['d', undefined]]) {
          if (!(member in data) && ['crv', 'k', 'x', 'n', 'd'].includes(member)) continue;
          await attempt(`  ${member} ${value}`, () => subtle.importKey('jwk', { ...data, [member]: value }, algorithm, true, key.usages));
        }
      }
    }
  }
  const locked = await subtle.generateKey({ name: 'AES-CBC', length: 128 }, false, ['encrypt']);
  await attempt('not extractable', () => subtle.exportKey('raw', locked));
  for (const name of ['HKDF', 'PBKDF2']) {
    await attempt(name, () => subtle.importKey('raw', new Uint8Array(3), name, false, ['deriveBits']));
    await attempt(`${name} extractable`, () => subtle.importKey('raw', new Uint8Array(3), name, true, ['deriveBits']));
    await attempt(`${name} jwk`, () => subtle.importKey('jwk', { kty: 'oct', k: 'AA' }, name, false, ['deriveBits']));
    await attempt(`${name} usage`, () => subtle.importKey('raw', new Uint8Array(3), name, false, ['sign']));
  }
})();
