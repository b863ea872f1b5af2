'use strict';

// The answers of SubtleCrypto.supports for every algorithm and operation.

const sc = globalThis.SubtleCrypto;
console.log(Object.getOwnPropertyNames(sc.prototype).join(), Object.getOwnPropertyNames(sc).join());
const algs=['AES-CBC','AES-CTR','AES-GCM','AES-OCB','AES-KW','ChaCha20-Poly1305','HMAC','KMAC128','KMAC256','RSA-OAEP','RSA-PSS','RSASSA-PKCS1-v1_5','ECDSA','ECDH','Ed25519','Ed448','X25519','X448','HKDF','PBKDF2','Argon2d','Argon2i','Argon2id','SHA-1','SHA-256','SHA-384','SHA-512','SHA3-256','SHA3-384','SHA3-512','cSHAKE128','cSHAKE256','TurboSHAKE128','TurboSHAKE256','KT128','KT256','ML-DSA-44','ML-DSA-65','ML-DSA-87','ML-KEM-512','ML-KEM-768','ML-KEM-1024','SLH-DSA-SHA2-128f','SHA-224','SHAKE128'];
const params={iv:new Uint8Array(16),counter:new Uint8Array(16),length:128,hash:'SHA-256',modulusLength:2048,publicExponent:new Uint8Array([1,0,1]),namedCurve:'P-256',saltLength:8,salt:new Uint8Array(8),info:new Uint8Array(8),iterations:1,nonce:new Uint8Array(16),parallelism:1,memory:8,passes:1,outputLength:256,public:undefined};
const ops=['encrypt','decrypt','sign','verify','digest','generateKey','deriveKey','deriveBits','importKey','exportKey','wrapKey','unwrapKey','encapsulateKey','encapsulateBits','decapsulateKey','decapsulateBits','getPublicKey','nope'];
for(const a of algs){const r=[];for(const o of ops){let p={...params,name:a};if(a==='AES-OCB'||a==='ChaCha20-Poly1305')p.iv=new Uint8Array(12); if(a==='HMAC')delete p.length; let x;try{x=['deriveKey'].includes(o)?sc.supports(o,p,{name:'AES-GCM',length:128}):o==='deriveBits'?sc.supports(o,p,128):['wrapKey','unwrapKey'].includes(o)?sc.supports(o,p,{name:'AES-GCM',length:128}):/apsulateKey/.test(o)?sc.supports(o,p,{name:'AES-GCM',length:256}):sc.supports(o,p)}catch(e){x=e.message} if(x)r.push(o+(x===true?'':':'+x))}console.log(a,r.join());}
