import argon2 from 'argon2';

const salt = Buffer.alloc(16, 1);
console.log(await argon2.hash('password', { salt, timeCost: 2 }), await argon2.verify(await argon2.hash('a'), 'a'));
console.log((await argon2.hash('x', { salt, raw: true })).toString('hex'), argon2.needsRehash('$argon2i$v=19$m=4096,t=3,p=1$AQEBAQ$AAAA'));
