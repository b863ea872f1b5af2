// Which digests each kind of key signs with, and the errors of the others.
const crypto = require('node:crypto');
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const dsa = crypto.generateKeyPairSync('dsa', { modulusLength: 1024 });
const pss = crypto.generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
for (const [n, k] of [['ec', ec], ['dsa', dsa], ['pss', pss], ['rsa', rsa]])
for (const d of ['ripemd160', 'md5-sha1', 'blake2b512', 'blake2s256', 'md4', 'mdc2', 'whirlpool', 'shake128', 'RSA-RIPEMD160', 'sha512-256', 'RSA-MD5', 'sha3-256', 'sm3', 'RSA-SM3', 'ssl3-md5']) {
  try { const s = crypto.sign(d, Buffer.from('x'), k.privateKey); console.log(n, d, typeof s, crypto.verify(d, Buffer.from('x'), k.publicKey, s)); } catch (e) { console.log(n, d, e.code, e.message); }
}
try { const s = crypto.sign('ripemd160', Buffer.from('x'), { key: rsa.privateKey, padding: 6 }); console.log(s.length); } catch (e) { console.log(e.code); }
