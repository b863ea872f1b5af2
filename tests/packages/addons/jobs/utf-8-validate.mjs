import isValidUTF8 from 'utf-8-validate';

console.log(isValidUTF8(Buffer.from('héé')), isValidUTF8(Buffer.from([0xff, 1])));
