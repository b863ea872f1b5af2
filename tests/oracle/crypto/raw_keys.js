'use strict';

// Raw keys: the types that have them, export and import.

const c=require('crypto');
const types=[['rsa',{modulusLength:1024}],['rsa-pss',{modulusLength:1024}],['dsa',{modulusLength:1024}],['ec',{namedCurve:'P-256'}],['ec',{namedCurve:'secp256k1'}],['ed25519'],['ed448'],['x25519'],['x448'],['ml-dsa-44'],['ml-kem-768'],['ml-kem-512'],['slh-dsa-sha2-128f'],['slh-dsa-shake-128f']];
for(const [t,o] of types){const k=c.generateKeyPairSync(t,o);
 for(const side of ['publicKey','privateKey']) for(const f of ['jwk','raw-public','raw-private','raw-seed']) for (const type of f==='raw-public'?[undefined,'compressed','uncompressed','bad']:[undefined,'x']) {
  let r; const name=[t,o?.namedCurve,side,f,type].join(' ');
  try{r=k[side].export({format:f,type});console.log(name, Buffer.isBuffer(r)?r.length:Object.keys(r).join()+' '+r.alg)}catch(e){console.log(name,e.name,e.code,e.message);continue}
  if(f==='jwk') continue;
  for (const make of ['createPublicKey','createPrivateKey']) for (const at of [t,undefined,'nope']) try{
    const back=c[make]({key:r,format:f,asymmetricKeyType:at,namedCurve:o?.namedCurve,type}); console.log('  ',make,at,back.type,back.asymmetricKeyType,back.type===k[side].type?back.equals(k[side]):'')
  }catch(e){console.log('  ',make,at,e.name,e.code,e.message)}
  try{c.createPublicKey({key:r.subarray(1),format:f,asymmetricKeyType:t,namedCurve:o?.namedCurve});console.log('short ok')}catch(e){console.log('   short',e.name,e.code,e.message)}
 }}
try{c.createPublicKey({key:Buffer.alloc(33),format:'raw-public',asymmetricKeyType:'ec',namedCurve:'zzz'})}catch(e){console.log(e.code,e.message)}
try{c.createPublicKey({key:Buffer.alloc(33),format:'raw-public',asymmetricKeyType:'ec'})}catch(e){console.log(e.code,e.message)}
try{c.createPublicKey({key:'abc',format:'raw-public',asymmetricKeyType:'ec'})}catch(e){console.log(e.code,e.message)}
