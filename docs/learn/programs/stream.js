const { Readable } = require('node:stream');

const numbers = Readable.from([1, 2, 3]);
numbers.on('data', (number) => console.log(number));
numbers.on('end', () => console.log('end'));
console.log('script');
