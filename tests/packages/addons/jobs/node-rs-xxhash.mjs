import { Xxh32, xxh32, xxh3, xxh64 } from '@node-rs/xxhash';

console.log(xxh32('abc'), xxh64('abc'), xxh3.xxh64('abc'), new Xxh32(0).update('abc').digest());
