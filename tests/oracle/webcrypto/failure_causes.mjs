// The cause of an OperationError says which step has failed.

const { subtle } = globalThis.crypto;

async function tell(name, act) {
  try {
    await act();
    console.log(name, 'ok');
  } catch (error) {
    console.log(name, error.name, '|', error.message, '|', error.cause?.name, error.cause?.code, error.cause?.message);
  }
}

const key = (name, uses) => subtle.importKey('raw', new Uint8Array(16), name, false, uses);
const cbc = await key('AES-CBC', ['encrypt', 'decrypt']);
const gcm = await key('AES-GCM', ['encrypt', 'decrypt']);
const kw = await key('AES-KW', ['wrapKey', 'unwrapKey']);
await tell('cbc', () => subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, cbc, new Uint8Array(16)));
await tell('cbc, no whole block', () => subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, cbc, new Uint8Array(5)));
await tell('gcm', () => subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, gcm, new Uint8Array(40)));
await tell('kw', () => subtle.unwrapKey('raw', new Uint8Array(24), kw, 'AES-KW', 'AES-GCM', true, ['encrypt']));
const rsa = await subtle.generateKey(
  { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['encrypt', 'decrypt']);
await tell('oaep', () => subtle.decrypt({ name: 'RSA-OAEP' }, rsa.privateKey, new Uint8Array(256)));
await tell('oaep, too long', () => subtle.encrypt({ name: 'RSA-OAEP' }, rsa.publicKey, new Uint8Array(300)));
