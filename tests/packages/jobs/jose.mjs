import * as jose from 'jose';

const secret = new TextEncoder().encode('a secret that is thirty-two bytes'.padEnd(32, '!'));
const jwt = await new jose.SignJWT({ role: 'admin' }).setProtectedHeader({ alg: 'HS256' }).setSubject('me').setIssuedAt(1700000000).setExpirationTime(4000000000).sign(secret);
console.log(jwt);
const { payload, protectedHeader } = await jose.jwtVerify(jwt, secret);
console.log(payload, protectedHeader);

for (const alg of ['ES256', 'RS256', 'EdDSA']) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  const signed = await new jose.CompactSign(new TextEncoder().encode('hello')).setProtectedHeader({ alg }).sign(privateKey);
  const opened = await jose.compactVerify(signed, publicKey);
  const jwk = await jose.exportJWK(publicKey);
  console.log(alg, new TextDecoder().decode(opened.payload), jwk.kty, jwk.crv);
  const again = await jose.importSPKI(await jose.exportSPKI(publicKey), alg);
  console.log(again.type, (await jose.calculateJwkThumbprint(jwk)).length);
}
for (const [alg, enc] of [['dir', 'A256GCM'], ['A128KW', 'A128CBC-HS256']]) {
  const key = await jose.generateSecret(alg === 'dir' ? enc : alg);
  const text = await new jose.CompactEncrypt(new TextEncoder().encode('sealed')).setProtectedHeader({ alg, enc }).encrypt(key);
  console.log(alg, new TextDecoder().decode((await jose.compactDecrypt(text, key)).plaintext));
}
console.log(jose.decodeProtectedHeader(jwt));
for (const bad of [`${jwt.slice(0, -4)}AAAA`, 'no.jwt', jwt]) {
  const options = bad === jwt ? { issuer: 'someone' } : {};
  await jose.jwtVerify(bad, secret, options).catch((error) => console.log(error.code, error.name, error.message));
}
