import { Algorithm, decodeHeader, sign, signSync, verify } from '@node-rs/jsonwebtoken';

const token = await sign({ data: { user: 1 }, exp: 4e9, iat: 1 }, 'secret');
console.log(token === signSync({ data: { user: 1 }, exp: 4e9, iat: 1 }, 'secret'), token.length > 50);
console.log(await verify(token, 'secret'), decodeHeader(token).algorithm === Algorithm.HS256);
await verify(token, 'another').catch((error) => console.log(error.message, error.code));
