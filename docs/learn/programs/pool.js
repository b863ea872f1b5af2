const { pbkdf2 } = require('node:crypto');

pbkdf2('secret', 'salt', 60_000, 32, 'sha512', () => console.log('key'));
setTimeout(() => console.log('timer'), 1);
console.log('script');
