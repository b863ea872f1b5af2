'use strict';

// ML-DSA, ML-KEM and SLH-DSA: sizes, signatures, secrets, and the export and import of keys.

const c = require('crypto');

const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
for (const type of ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87', 'slh-dsa-sha2-128f', 'slh-dsa-shake-128f', 'slh-dsa-sha2-192f', 'slh-dsa-shake-256f']) {
  const { publicKey, privateKey } = c.generateKeyPairSync(type);
  const data = Buffer.from('some data');
  const signature = c.sign(null, data, privateKey);
  console.log(type, publicKey.asymmetricKeyType, privateKey.asymmetricKeyDetails, signature.length);
  console.log(c.verify(null, data, publicKey, signature), c.verify(null, Buffer.from('other'), publicKey, signature));
  console.log(c.verify(undefined, data, privateKey, signature), c.verify(null, data, publicKey, signature.subarray(1)));
  attempt('context', () => {
    const context = Buffer.from('context');
    const bound = c.sign(null, data, { key: privateKey, context });
    return [c.verify(null, data, { key: publicKey, context }, bound), c.verify(null, data, publicKey, bound)];
  });
  attempt('with a digest', () => c.sign('sha256', data, privateKey));
  attempt('in parts', () => c.createSign('sha256').update(data).sign(privateKey));
  attempt('encapsulate', () => c.encapsulate(publicKey));
  attempt('spki', () => publicKey.export({ type: 'spki', format: 'der' }).length);
  attempt('pkcs8', () => privateKey.export({ type: 'pkcs8', format: 'der' }).length);
  attempt('pem', () => privateKey.export({ type: 'pkcs8', format: 'pem' }).split('\n')[0]);
  attempt('encrypted', () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'top' });
    return c.createPrivateKey({ key: pem, passphrase: 'top' }).equals(privateKey);
  });
  attempt('pkcs1', () => privateKey.export({ type: 'pkcs1', format: 'pem' }).length);
  attempt('jwk', () => {
    const jwk = privateKey.export({ format: 'jwk' });
    return [Object.keys(jwk), jwk.kty, jwk.alg, c.createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey),
            c.createPublicKey({ key: publicKey.export({ format: 'jwk' }), format: 'jwk' }).equals(publicKey)];
  });
  attempt('public half', () => c.createPublicKey(privateKey).equals(publicKey));
}
for (const type of ['ml-kem-512', 'ml-kem-768', 'ml-kem-1024']) {
  const { publicKey, privateKey } = c.generateKeyPairSync(type);
  const { sharedKey, ciphertext } = c.encapsulate(publicKey);
  console.log(type, sharedKey.length, ciphertext.length, c.decapsulate(privateKey, ciphertext).equals(sharedKey));
  attempt('spki', () => publicKey.export({ type: 'spki', format: 'der' }).length);
  attempt('pkcs8', () => privateKey.export({ type: 'pkcs8', format: 'der' }).length);
  attempt('sign', () => c.sign(null, Buffer.from('x'), privateKey));
  attempt('short', () => c.decapsulate(privateKey, ciphertext.subarray(1)));
  attempt('agree', () => c.diffieHellman({ publicKey, privateKey }));
}
