import { hash, hashSync, verify, verifySync } from '@node-rs/argon2';

const hashed = await hash('password', { salt: Buffer.alloc(16, 1) });
console.log(hashed, await verify(hashed, 'password'), verifySync(hashed, 'another'), hashSync('x', { salt: Buffer.alloc(16, 2) }));
await verify('bad', 'x').catch((error) => console.log(error.message, error.code));
