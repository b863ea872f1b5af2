// Key agreement: the MODP groups, ECDH in all its forms, KeyObjects.
const c=require('crypto');
for(const g of ['modp1','modp2','modp5','modp14','modp15','modp16','modp17','modp18']) {const d=c.getDiffieHellman(g); console.log(g,c.createHash('sha1').update(d.getPrime()).digest('hex'),d.getGenerator('hex'),d.verifyError);}
const a=c.createDiffieHellman(512),b=c.createDiffieHellman(a.getPrime(),a.getGenerator()); a.generateKeys();b.generateKeys(); console.log(a.computeSecret(b.getPublicKey()).equals(b.computeSecret(a.getPublicKey())),a.verifyError,b.verifyError);
const e=c.createECDH('secp256k1'); e.setPrivateKey('01'.repeat(32),'hex'); for(const f of ['compressed','uncompressed','hybrid']) console.log(e.getPublicKey('hex',f)); const e2=c.createECDH('secp256k1'); e2.generateKeys(); console.log(e.computeSecret(e2.getPublicKey()).equals(e2.computeSecret(e.getPublicKey())));
console.log(c.ECDH.convertKey(e.getPublicKey(),'secp256k1',null,'hex','compressed'));
const k1=c.generateKeyPairSync('x25519'),k2=c.generateKeyPairSync('x25519'); console.log(c.diffieHellman({privateKey:k1.privateKey,publicKey:k2.publicKey}).equals(c.diffieHellman({privateKey:k2.privateKey,publicKey:k1.publicKey})));
const d1=c.generateKeyPairSync('dh',{group:'modp14'}),d2=c.generateKeyPairSync('dh',{group:'modp14'}); console.log(c.diffieHellman({privateKey:d1.privateKey,publicKey:d2.publicKey}).equals(c.diffieHellman({privateKey:d2.privateKey,publicKey:d1.publicKey})), d1.publicKey.asymmetricKeyType, c.createPublicKey(d1.privateKey).equals(d1.publicKey));
