import sodium from 'sodium-native';

const key = Buffer.alloc(32, 1), nonce = Buffer.alloc(sodium.crypto_secretbox_NONCEBYTES, 2), message = Buffer.from('text');
const sealed = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
sodium.crypto_secretbox_easy(sealed, message, nonce, key);
console.log(sealed.toString('hex'));
const out = Buffer.alloc(16);
await new Promise((resolve, reject) => sodium.crypto_pwhash_async(out, Buffer.from('password'), Buffer.alloc(sodium.crypto_pwhash_SALTBYTES),
  sodium.crypto_pwhash_OPSLIMIT_MIN, sodium.crypto_pwhash_MEMLIMIT_MIN, sodium.crypto_pwhash_ALG_DEFAULT, (error) => (error ? reject(error) : resolve())));
console.log(out.toString('hex'));
