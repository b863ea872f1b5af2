'use strict';

// Rare ciphers: their properties, and the result of encrypting a text in two pieces.

const c = require('crypto');

const text = Buffer.from('The quick brown fox jumps over the lazy dog. '.repeat(3));
const names = [
  'aes-128-cfb1', 'aes-256-cfb1', 'aria-128-cbc', 'aria-192-ctr', 'aria-256-cfb8', 'aria-256-ecb', 'aria128', 'aria192', 'aria-128-ofb', 'aria-128-cfb',
  'aria-128-cfb1', 'camellia-128-ctr', 'camellia-192-cfb8', 'camellia-256-cfb1', 'des-ede3-cfb1',
];
for (const name of names) {
  const info = c.getCipherInfo(name);
  const key = Buffer.alloc(info.keyLength, 7).map((byte, i) => byte + i);
  const iv = info.ivLength ? Buffer.alloc(info.ivLength, 9) : null;
  const cipher = c.createCipheriv(name, key, iv);
  const out = Buffer.concat([cipher.update(text.subarray(0, 7)), cipher.update(text.subarray(7)), cipher.final()]);
  const back = c.createDecipheriv(name, key, iv);
  console.log(name, JSON.stringify(info), c.createHash('sha1').update(out).digest('hex'), Buffer.concat([back.update(out), back.final()]).equals(text));
}

const decipher = c.createDecipheriv('aria-128-cbc', Buffer.alloc(16), Buffer.alloc(16));
decipher.update(Buffer.alloc(16));
try {
  decipher.final();
} catch (error) {
  console.log(error.message, error.code);
}
const unpadded = c.createCipheriv('aria-128-cbc', Buffer.alloc(16), Buffer.alloc(16)).setAutoPadding(false);
console.log(unpadded.update(Buffer.alloc(32)).toString('hex'), unpadded.final().length);
