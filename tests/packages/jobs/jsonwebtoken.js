'use strict';

const crypto = require('crypto');
const jwt = require('jsonwebtoken');

const token = jwt.sign({ role: 'admin', iat: 1700000000 }, 'secret', { expiresIn: '10000d', audience: 'aud', subject: 's', jwtid: 'j' });
console.log(token, jwt.verify(token, 'secret', { audience: 'aud' }));
console.log(jwt.decode(token, { complete: true }).header);
for (const [algorithm, type, options] of [['RS256', 'rsa', { modulusLength: 2048 }], ['PS384', 'rsa', { modulusLength: 2048 }], ['ES256', 'ec', { namedCurve: 'P-256' }], ['ES512', 'ec', { namedCurve: 'P-521' }]]) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, { ...options, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  console.log(algorithm, jwt.verify(jwt.sign({ a: 1 }, privateKey, { algorithm, noTimestamp: true }), publicKey));
}
const cases = [
  [() => jwt.verify(`${token.slice(0, -3)}abc`, 'secret')], [() => jwt.verify(token, 'other')], [() => jwt.verify('x', 'secret')], [() => jwt.verify(token, 'secret', { audience: 'no' })],
  [() => jwt.verify(jwt.sign({ exp: 1 }, 's'), 's')], [() => jwt.verify(jwt.sign({}, 's', { notBefore: 1000 }), 's')], [() => jwt.sign({}, '')], [() => jwt.sign({}, 'short', { algorithm: 'RS256' })], [() => jwt.sign({}, 's', { expiresIn: 'soonish' })],
];
for (const [run] of cases) {
  try {
    run();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
jwt.verify(token, (header, callback) => callback(null, 'secret'), (error, payload) => console.log(error, payload.role));
