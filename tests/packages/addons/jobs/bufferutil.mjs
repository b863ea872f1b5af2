import bufferutil from 'bufferutil';

const output = Buffer.alloc(5);
bufferutil.mask(Buffer.from('hello'), Buffer.from([1, 2, 3, 4]), output, 0, 5);
console.log(output.toString('hex'));
bufferutil.unmask(output, Buffer.from([1, 2, 3, 4]));
console.log(output.toString());
