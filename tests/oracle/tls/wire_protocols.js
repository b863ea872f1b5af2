'use strict';

// ALPN protocols as bytes: each name after its length.

const tls = require('tls');

for (const given of [['a', 'bc'], Buffer.from([1, 97]), new Uint8Array([2, 97, 98]), new DataView(new ArrayBuffer(2)), []]) {
  const out = {};
  tls.convertALPNProtocols(given, out);
  console.log(out.ALPNProtocols);
}
const out = {};
tls.convertALPNProtocols('a', out);
console.log(out);
