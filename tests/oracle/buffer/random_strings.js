'use strict';
// Strings of many sizes in every encoding, and searches in buffers, up to the sizes at which other code takes over. (No utf16le at an odd
// offset: Node 24.19 corrupts its heap there.)

const { createHash } = require('crypto');

let seed = 1;
const random = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % n;
};
const digest = (bytes) => createHash('md5').update(bytes).digest('hex');

const kinds = [
  () => String.fromCharCode(97 + random(4)),
  () => String.fromCharCode(random(256)),
  () => String.fromCharCode(random(0x3000)),
  () => random(3) ? String.fromCharCode(random(0xd7ff)) : String.fromCodePoint(0x10000 + random(1000)),
];
const made = (length, kind) => Array.from({ length }, kinds[kind]).join('');

const sizes = [0, 1, 5, 63, 64, 65, 129, 191, 192, 193, 500, 1023, 1025, 1366, 4095, 4097, 5000, 33000, 65535, 65536, 65537, 131071, 200001];
for (const size of sizes) {
  for (let kind = 0; kind < kinds.length; kind++) {
    const string = made(size, kind);
    for (const encoding of ['utf8', 'latin1', 'ascii', 'utf16le', 'hex', 'base64']) {
      if (kind > 1 && encoding === 'base64') continue;  // the string has no character of base64
      const bytes = Buffer.from(string, encoding);
      const text = bytes.toString(encoding);
      const room = Buffer.alloc(size + 7, 1);
      const count = encoding === 'hex' || kind > 1 ? 0 : room.write(string, 3, encoding);
      console.log(size, kind, encoding, bytes.length, text.length, digest(bytes), digest(text), count, digest(room),
                  digest(bytes.toString(encoding, 2, bytes.length - 1)));
    }
  }
}

for (let i = 0; i < 3000; i++) {
  const size = random(3) ? random(400) : random(200000);
  const hay = Buffer.from(made(Math.min(size, 3000), 0).repeat(Math.ceil(size / 3000) || 1).slice(0, size), 'latin1');
  if (size > 10 && random(2)) hay.write('XYZ', random(size - 4));
  const length = 1 + random(random(4) ? 6 : 400);
  let needle = made(length, 0);
  if (random(2)) {
    const from = random(size);
    needle = hay.subarray(from, from + length).toString('latin1');
  }
  if (!random(5)) needle = 'XYZ';
  const offset = random(2) ? 0 : random(size + 10) - 5;
  const encoding = ['latin1', 'utf8', 'utf16le', 'base64', 'hex'][random(5)];
  console.log(i, hay.indexOf(needle, offset, encoding), hay.includes(needle, offset), hay.lastIndexOf(needle, undefined, encoding),
              hay.indexOf(97 + random(30), offset), hay.indexOf(Buffer.from(needle), offset));
}
