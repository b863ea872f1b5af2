import { blake2b, blake3, Blake3Hasher } from '@napi-rs/blake-hash';

console.log(blake3('text'), blake2b('text').length, new Blake3Hasher().update('te').update('xt').digest('hex'));
