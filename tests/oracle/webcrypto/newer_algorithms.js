'use strict';

// KMAC, the SHAKEs, ML-DSA and ML-KEM: keys in every format, and their operations.

const {subtle}=globalThis.crypto; const out=[];
const t=async(n,f)=>{try{let r=await f(); if(r instanceof ArrayBuffer)r='AB'+r.byteLength+' '+(/^(kmac|cSHAKE|Turbo|KT)/.test(n) ? Buffer.from(r).toString('hex') : ''); console.log(n,r instanceof CryptoKey?JSON.stringify([r.type,r.algorithm,r.usages,r.extractable]):typeof r==='object'?JSON.stringify(r,(k,v)=>typeof v==='string'&&v.length>40?v.length:v):r)}catch(e){console.log(n,e.name,e.code,e.message)}};
const u=(s)=>new TextEncoder().encode(s);
(async()=>{
 await t('kmac gen',()=>subtle.generateKey({name:'KMAC128'},true,['sign']));
 await t('kmac gen256',()=>subtle.generateKey({name:'KMAC256'},true,['verify','sign']));
 await t('kmac gen len0',()=>subtle.generateKey({name:'KMAC256',length:0},true,['sign']));
 await t('kmac gen len9',()=>subtle.generateKey({name:'KMAC256',length:9},true,['sign']));
 await t('kmac gen len -1',()=>subtle.generateKey({name:'KMAC256',length:-1},true,['sign']));
 await t('kmac usage',()=>subtle.generateKey({name:'KMAC256'},true,['encrypt']));
 await t('kmac nousage',()=>subtle.generateKey({name:'KMAC256'},true,[]));
 for(const f of ['raw','raw-secret','jwk','spki','raw-public']) await t('kmac import '+f,()=>subtle.importKey(f,f==='jwk'?{kty:'oct',k:'AAAAAAAAAAAAAAAAAAAAAA'}:new Uint8Array(16),'KMAC128',true,['sign']));
 await t('kmac import len',()=>subtle.importKey('raw-secret',new Uint8Array(16),{name:'KMAC128',length:120},true,['sign']));
 await t('kmac import len2',()=>subtle.importKey('raw-secret',new Uint8Array(16),{name:'KMAC128',length:125},true,['sign']));
 await t('kmac import 0',()=>subtle.importKey('raw-secret',new Uint8Array(0),{name:'KMAC128'},true,['sign']));
 await t('kmac import jwk alg',()=>subtle.importKey('jwk',{kty:'oct',k:'AAAAAAAAAAAAAAAAAAAAAA',alg:'x'},'KMAC128',true,['sign']));
 const k=await subtle.importKey('raw-secret',new Uint8Array(16),'KMAC128',true,['sign','verify']);
 const k2=await subtle.importKey('raw-secret',new Uint8Array(32),'KMAC256',true,['sign','verify']);
 for(const f of ['raw','raw-secret','jwk']) await t('kmac export '+f,()=>subtle.exportKey(f,k)); await t('kmac export jwk',()=>subtle.exportKey('jwk',k2));
 await t('kmac sign none',()=>subtle.sign('KMAC128',k,u('data')));
 await t('kmac sign nolen',()=>subtle.sign({name:'KMAC128'},k,u('data')));
 await t('kmac sign len',()=>subtle.sign({name:'KMAC128',length:256},k,u('data')));
 await t('kmac sign',()=>subtle.sign({name:'KMAC128',outputLength:256},k,u('data')));
 await t('kmac sign 512',()=>subtle.sign({name:'KMAC256',outputLength:512,customization:u('custom')},k2,u('data')));
 await t('kmac sign 0',()=>subtle.sign({name:'KMAC256',outputLength:0},k2,u('data')));
 await t('kmac sign 7',()=>subtle.sign({name:'KMAC256',outputLength:7},k2,u('data')));
 await t('kmac verify',async()=>subtle.verify({name:'KMAC256',outputLength:512,customization:u('custom')},k2,await subtle.sign({name:'KMAC256',outputLength:512,customization:u('custom')},k2,u('data')),u('data')));
 await t('kmac verify bad',async()=>subtle.verify({name:'KMAC256',outputLength:512,customization:u('custom')},k2,new Uint8Array(64),u('data')));
 for(const a of ['cSHAKE128','cSHAKE256','TurboSHAKE128','TurboSHAKE256','KT128','KT256']) { await t(a,()=>subtle.digest(a,u('x'))); await t(a+' len',()=>subtle.digest({name:a,length:256},u('x'))); await t(a+' 256',()=>subtle.digest({name:a,outputLength:256},u('x'))); await t(a+' 0',()=>subtle.digest({name:a,outputLength:0},u('x')));await t(a+' 7',()=>subtle.digest({name:a,outputLength:7},u('x'))); await t(a+' custom',()=>subtle.digest({name:a,outputLength:256,customization:u('abc')},u('x'))); await t(a+' fn',()=>subtle.digest({name:a,outputLength:256,functionName:u('abc')},u('x'))); await t(a+' dom',()=>subtle.digest({name:a,outputLength:256,domainSeparation:7},u('x'))); await t(a+' dom0',()=>subtle.digest({name:a,outputLength:256,domainSeparation:0},u('x')));}
 await t('KT128 long',()=>subtle.digest({name:'KT128',outputLength:256},new Uint8Array(20000)));
 await t('KT256 long',()=>subtle.digest({name:'KT256',outputLength:512,customization:u('c')},new Uint8Array(8192)));
 for(const a of ['ML-DSA-44','ML-KEM-512']) {
  const kem=a.startsWith('ML-KEM'); const us=kem?['encapsulateKey','encapsulateBits','decapsulateKey','decapsulateBits']:['sign','verify'];
  await t(a+' gen bad',()=>subtle.generateKey(a,true,['encrypt'])); await t(a+' gen none',()=>subtle.generateKey(a,true,[])); await t(a+' gen pub',()=>subtle.generateKey(a,true,kem?['encapsulateKey']:['verify']));
  const p=await subtle.generateKey(a,true,us); for(const x of ['publicKey','privateKey']) await t(a+x,()=>p[x]);
  for(const x of ['publicKey','privateKey']) for(const f of ['raw','raw-public','raw-seed','raw-private','spki','pkcs8','jwk','raw-secret']) { let d; await t([a,x,f].join(' '),async()=>{d=await subtle.exportKey(f,p[x]);return d});
   if(d) { const uu=p[x].usages; await t('  back',()=>subtle.importKey(f,d,a,true,uu)); await t('  back other',()=>subtle.importKey(f,d,kem?'ML-KEM-768':'ML-DSA-65',true,uu)); await t('  back usage',()=>subtle.importKey(f,d,a,true,['encrypt'])); await t('  back no usage',()=>subtle.importKey(f,d,a,true,[]));
    if(f!=='jwk'){await t('  short',()=>subtle.importKey(f,d.slice(1),a,true,uu));} else {for (const [kk,v] of [['kty','x'],['alg','x'],['alg',undefined],['pub',undefined],['pub','AA'],['priv','AA'],['use','enc'],['use','sig'],['key_ops',['x']],['ext',false]]) await t('  jwk '+kk+v,()=>subtle.importKey('jwk',{...d,[kk]:v},a,true,uu));} } }
  await t(a+' raw',()=>subtle.importKey('raw',new Uint8Array(10),a,true,us.slice(0,1)));
  await t('getPublic',()=>subtle.getPublicKey(p.privateKey,kem?['encapsulateBits']:['verify'])); await t('getPublic bad',()=>subtle.getPublicKey(p.privateKey,['sign'])); await t('getPublic pub',()=>subtle.getPublicKey(p.publicKey,[]));
  if(!kem){ await t('sign',()=>subtle.sign(a,p.privateKey,u('x'))); await t('sign pub',()=>subtle.sign(a,p.publicKey,u('x'))); await t('verify',async()=>subtle.verify(a,p.publicKey,await subtle.sign(a,p.privateKey,u('x')),u('x'))); await t('verify ctx',async()=>subtle.verify({name:a,context:u('c')},p.publicKey,await subtle.sign({name:a,context:u('c')},p.privateKey,u('x')),u('x'))); await t('ctx long',()=>subtle.sign({name:a,context:new Uint8Array(256)},p.privateKey,u('x'))); await t('verify bad',()=>subtle.verify(a,p.publicKey,new Uint8Array(3),u('x'))); await t('ctx type',()=>subtle.sign({name:a,context:'x'},p.privateKey,u('x')));}
  else { await t('bits',async()=>{const r=await subtle.encapsulateBits(a,p.publicKey);return [Object.keys(r),r.sharedKey.byteLength,r.ciphertext.byteLength,Buffer.from(await subtle.decapsulateBits(a,p.privateKey,r.ciphertext)).equals(Buffer.from(r.sharedKey))]});
   await t('key',async()=>{const r=await subtle.encapsulateKey(a,p.publicKey,{name:'AES-GCM',length:256},true,['encrypt']);const d=await subtle.decapsulateKey(a,p.privateKey,r.ciphertext,{name:'AES-GCM',length:256},true,['encrypt']);return [Object.keys(r),r.sharedKey.algorithm,r.sharedKey.usages,Buffer.from(await subtle.exportKey('raw',d)).equals(Buffer.from(await subtle.exportKey('raw',r.sharedKey)))]});
   await t('key 128',()=>subtle.encapsulateKey(a,p.publicKey,{name:'AES-GCM',length:128},true,['encrypt']));
   await t('key hkdf extractable',()=>subtle.encapsulateKey(a,p.publicKey,'HKDF',true,['deriveBits']));
   await t('key usage',()=>subtle.encapsulateKey(a,p.publicKey,'HKDF',false,['sign']));
   await t('key none',()=>subtle.encapsulateKey(a,p.publicKey,'HKDF',false,[]));
   await t('key alg',()=>subtle.encapsulateKey(a,p.publicKey,'RSA-OAEP',false,['deriveBits']));
   await t('key alg2',()=>subtle.encapsulateKey(a,p.publicKey,{name:'HMAC',hash:'SHA-256'},false,['sign']));
   await t('bits wrong key',()=>subtle.encapsulateBits(a,p.privateKey)); await t('bits wrong alg',()=>subtle.encapsulateBits('ML-KEM-768',p.publicKey)); await t('dec wrong',()=>subtle.decapsulateBits(a,p.publicKey,new Uint8Array(3)));await t('dec short',()=>subtle.decapsulateBits(a,p.privateKey,new Uint8Array(3)));
   await t('no usage',async()=>subtle.encapsulateBits(a,(await subtle.generateKey(a,true,['encapsulateKey','decapsulateKey'])).publicKey));
   await t('no usage d',async()=>subtle.decapsulateBits(a,(await subtle.generateKey(a,true,['encapsulateKey','decapsulateKey'])).privateKey,new Uint8Array(3)));
   await t('no usage key',async()=>subtle.encapsulateKey(a,(await subtle.generateKey(a,true,['encapsulateBits','decapsulateBits'])).publicKey,'HKDF',false,['deriveBits']));
   await t('no usage dkey',async()=>subtle.decapsulateKey(a,(await subtle.generateKey(a,true,['encapsulateBits','decapsulateBits'])).privateKey,new Uint8Array(3),'HKDF',false,['deriveBits']));
   await t('args',()=>subtle.encapsulateBits()); await t('args1',()=>subtle.encapsulateBits(a)); await t('args k',()=>subtle.encapsulateKey(a,p.publicKey)); await t('args d',()=>subtle.decapsulateBits(a,p.privateKey)); await t('args dk',()=>subtle.decapsulateKey(a,p.privateKey,new Uint8Array(3)));
   await t('x25519',async()=>subtle.encapsulateBits('X25519',(await subtle.generateKey('X25519',true,['deriveBits'])).publicKey));
  }
  console.log(require('util').inspect(p.publicKey));
 }
 for(const [t1,al,us] of [['ml-dsa-44','ML-DSA-44',['sign']],['ml-kem-512','ML-KEM-512',['decapsulateBits']],['ml-dsa-44','ML-DSA-65',['sign']],['ml-dsa-44','Ed25519',['sign']]]) await t('toCryptoKey '+t1+al,()=>require('crypto').generateKeyPairSync(t1).privateKey.toCryptoKey(al,true,us));
})();
