'use strict';
// All encodings, both ways, with wrong or truncated input for each.
const log = console.log;
const encodings = ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'];
const texts = ['', 'abc', 'h\u00e9llo', '\u20ac\ud83d\ude00', '\ud83d', 'YWJj', 'YW Jj\n', 'YWJjZA==', 'YQ==YQ==', '-_-_', '616263', '61626', '61zz', '=', 'Y',
               'x'.repeat(200), '\u00e9'.repeat(100), '\u4e2d'.repeat(70), `${'YWJj'.repeat(20)}*YWJj`, `${'61'.repeat(40)}zz`];
for (const encoding of encodings) {
  for (const text of texts) {
    const buf = Buffer.from(text, encoding);
    log(encoding, JSON.stringify(text.slice(0, 12)), Buffer.byteLength(text, encoding), buf.length, buf.toString('hex').slice(0, 60));
  }
}
const bytes = Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7) & 255));
for (const encoding of encodings) {
  log(encoding, JSON.stringify(bytes.toString(encoding)));
  log(encoding, JSON.stringify(bytes.toString(encoding, 3, 20)), JSON.stringify(bytes.toString(encoding, 290)));
  log(Buffer.from(bytes.toString(encoding), encoding).equals(bytes));
  const target = Buffer.alloc(5);
  log(target.write('ab\u00e9\u20accd', encoding), target);
  log(target.fill('6162', encoding), bytes.indexOf('6162', encoding), bytes.includes(bytes.toString(encoding, 100, 108), encoding));
}
for (const bad of [[0xff], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x61, 0x80, 0x62]]) {
  log(JSON.stringify(Buffer.from(bad).toString()), require('node:buffer').isUtf8(Buffer.from(bad)));
}
const { StringDecoder } = require('node:string_decoder');
for (const encoding of encodings) {
  const decoder = new StringDecoder(encoding);
  const parts = [];
  const source = Buffer.from('a\u00e9\u20ac\ud83d\ude00z');
  for (let i = 0; i < source.length; i++) parts.push(decoder.write(source.subarray(i, i + 1)));
  parts.push(decoder.end(Buffer.from([0xe2])));
  log(encoding, JSON.stringify(parts));
}
for (const text of ['YWJj', ' YW Jj', 'YQ', 'YQ=', 'Y', '*', '']) {
  try {
    log(JSON.stringify(atob(text)));
  } catch (err) {
    log(err.name, err.code, err.message);
  }
}
log(btoa('\u00ff\u0000a'));
