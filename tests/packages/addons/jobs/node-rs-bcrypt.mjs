import { compare, hashSync, verify } from '@node-rs/bcrypt';

const hashed = hashSync('password', { cost: 4 });
console.log(hashed.length, await verify('password', hashed), await compare('x', hashed));
