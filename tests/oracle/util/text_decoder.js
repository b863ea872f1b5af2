'use strict';
const { TextDecoder, TextEncoder } = require('util');
console.log(new TextDecoder(), new TextDecoder('latin1').encoding, new TextDecoder('UTF-16').encoding, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }));
for (const run of [() => new TextDecoder('nope'), () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])), () => new TextDecoder('utf-8', 5), () => new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x41])), () => new TextDecoder('utf-16le').decode(new Uint8Array([0x41, 0, 0x3d])),
                   () => new TextEncoder().encode('€\ud800'), () => new TextEncoder().encodeInto('€', new Uint8Array(2)), () => new TextEncoder().encodeInto('a€', 5), () => TextDecoder.prototype.decode.call({}), () => new TextEncoder()]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const streaming = new TextDecoder();
console.log(streaming.decode(new Uint8Array([0xe2, 0x82]), { stream: true }), streaming.decode(new Uint8Array([0xac]), { stream: true }), streaming.decode());
