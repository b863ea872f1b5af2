'use strict';

// JSON Web Keys with missing members.

const c=require('crypto');
const good={};
const kp=(t,o)=>c.generateKeyPairSync(t,o).privateKey.export({format:'jwk'});
const gs={RSA:kp('rsa',{modulusLength:1024}),EC:kp('ec',{namedCurve:'P-256'}),OKP:kp('ed25519'),AKP:kp('ml-dsa-44')};
const show=(name,f)=>{try{const r=f();console.log(name,r.type,r.asymmetricKeyType)}catch(e){console.log(name,e.name,e.code,e.message)}};
for(const v of [undefined,null,{}, 'abc', {kty:1}]) for (const m of ['createPublicKey','createPrivateKey']) show(m+' '+JSON.stringify(v),()=>c[m]({key:v,format:'jwk'}));
for(const [k,g] of Object.entries(gs)) for(const p of Object.keys(g)) for (const v of k === 'RSA' || k === 'EC' ? [undefined, 1] : [undefined, 1, '', '!!']) {
  if (p==='kty') continue;
  const j={...g,[p]:v};
  for (const m of ['createPublicKey','createPrivateKey']) show([m,k,p,JSON.stringify(v)].join(' '),()=>c[m]({key:j,format:'jwk'}));
}
show('crv',()=>c.createPublicKey({key:{...gs.EC,crv:'P-999'},format:'jwk'}));
show('crv2',()=>c.createPublicKey({key:{...gs.OKP,crv:'X25519'},format:'jwk'}));
show('crv3',()=>c.createPrivateKey({key:{...gs.OKP,crv:'X25519'},format:'jwk'}));
show('sign',()=>c.sign(null,Buffer.from('a'),{key:{kty:'zz'},format:'jwk'}));
