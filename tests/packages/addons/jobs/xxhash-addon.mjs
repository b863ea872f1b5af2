import { createRequire } from 'node:module';

const { XXHash32, XXHash3, XXHash64, XXHash128 } = createRequire(import.meta.url)('xxhash-addon');
for (const Hash of [XXHash32, XXHash64, XXHash3, XXHash128]) console.log(Hash.hash(Buffer.from('text')).toString('hex'));
const hash = new XXHash3(Buffer.alloc(8));
hash.update(Buffer.from('te'));
hash.update(Buffer.from('xt'));
console.log(hash.digest().toString('hex'));
