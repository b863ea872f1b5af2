import { hashBuffer, hashString } from '@parcel/rust';

console.log(hashString('text'), hashBuffer(Buffer.from('text')));
