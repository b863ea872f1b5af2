'use strict';

// encapsulate() and decapsulate() with keys of every type, at once and through a callback.

const c = require('crypto');

const types = [
  ['rsa', { modulusLength: 1024 }], ['rsa-pss', { modulusLength: 1024 }], ['ec', { namedCurve: 'P-256' }], ['ec', { namedCurve: 'P-384' }],
  ['ec', { namedCurve: 'P-521' }], ['ec', { namedCurve: 'secp256k1' }], ['x25519'], ['x448'], ['ed25519'], ['ml-kem-768'],
];
(async () => {
  for (const [type, options] of types) {
    const { publicKey, privateKey } = c.generateKeyPairSync(type, options);
    const name = `${type} ${options?.namedCurve ?? ''}`;
    try {
      const { sharedKey, ciphertext } = c.encapsulate(publicKey);
      console.log(name, sharedKey.length, ciphertext.length, c.decapsulate(privateKey, ciphertext).equals(sharedKey));
    } catch (error) {
      console.log(name, error.name, error.code, error.message);
    }
    await new Promise((resolve) => c.encapsulate(publicKey, (error, result) => {
      console.log('later', error && [error.name, error.code, error.message], result && [result.sharedKey.length, result.ciphertext.length]);
      resolve();
    }));
    await new Promise((resolve) => c.decapsulate(privateKey, Buffer.alloc(3), (error, secret) => {
      console.log('bad', error && [error.name, error.code, error.message], secret);
      resolve();
    }));
  }
  for (const args of [[], [1], [c.createSecretKey('x')]]) {
    for (const name of ['encapsulate', 'decapsulate']) {
      try {
        c[name](...args);
      } catch (error) {
        console.log(name, error.name, error.code, error.message.slice(0, 60));
      }
    }
  }
})();
