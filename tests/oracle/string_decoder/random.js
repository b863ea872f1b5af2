'use strict';
const { StringDecoder } = require('string_decoder');
const generator = require('../util/fixtures/random_values');

for (let seed = 1; seed <= 600; seed++) {
  const { int, pick } = generator(seed * 11);
  const encoding = pick(['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii', 'ucs2', 'binary']);
  const decoder = new StringDecoder(encoding);
  const out = [];
  const pieces = ['€', '😀', 'é', 'abc', '\ud800'].map((text) => Buffer.from(text));
  pieces.push(Buffer.from([0xff]), Buffer.from([0xe2, 0x82]), Buffer.from([0xf0, 0x9f]), Buffer.from([0xc3]), Buffer.from([0x80]), Buffer.from([0x3d, 0xd8]));
  const all = Buffer.concat(Array.from({ length: int(6) + 1 }, () => pick(pieces)));
  for (let i = 0; i < all.length;) {
    const n = int(4);
    out.push(decoder.write(all.subarray(i, i + n)));
    i += n;
    if (int(8) === 0) out.push('|', decoder.end());
  }
  out.push(decoder.end());
  console.log(seed, encoding, JSON.stringify(out), decoder.lastNeed, decoder.lastTotal);
}
