'use strict';

// Elliptic curves with explicit parameters; DSA keys of any size.

const c = require('crypto');

for (const namedCurve of ['P-256', 'P-384', 'secp256k1']) {
  const { publicKey, privateKey } = c.generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  console.log(namedCurve, spki.length, spki.subarray(0, 32).toString('hex'), pkcs8.length, publicKey.asymmetricKeyDetails);
  const back = c.createPublicKey({ key: spki, format: 'der', type: 'spki' });
  console.log(back.equals(publicKey), back.export({ type: 'spki', format: 'der' }).equals(spki), back.asymmetricKeyDetails);
  console.log(c.createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).equals(spki), Object.keys(privateKey.export({ format: 'jwk' })));
  console.log(c.verify('sha256', Buffer.from('x'), back, c.sign('sha256', Buffer.from('x'), privateKey)));
}
for (const [modulusLength, divisorLength] of [[1023, undefined], [1023, 160], [2048, 256], [1536, 224]]) {
  console.log(modulusLength, divisorLength, c.generateKeyPairSync('dsa', { modulusLength, divisorLength }).publicKey.asymmetricKeyDetails);
}
console.log(c.generateKeyPairSync('rsa', { modulusLength: 513 }).publicKey.asymmetricKeyDetails);
