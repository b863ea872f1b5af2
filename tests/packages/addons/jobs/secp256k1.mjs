import secp256k1 from 'secp256k1';

const key = Buffer.alloc(32, 7);
const message = Buffer.alloc(32, 9);
const publicKey = secp256k1.publicKeyCreate(key);
const { signature, recid } = secp256k1.ecdsaSign(message, key);
console.log(Buffer.from(publicKey).toString('hex'), Buffer.from(signature).toString('hex'), recid);
console.log(secp256k1.ecdsaVerify(signature, message, publicKey));
try {
  secp256k1.publicKeyCreate(Buffer.alloc(32));
} catch (error) {
  console.log(error.message);
}
