// Web Crypto: keys of each kind are generated, used, exported and imported; bad calls are refused.
const {subtle}=crypto; const hex=b=>Buffer.from(b).toString('hex');
(async()=>{
 console.log(typeof crypto, crypto, crypto.randomUUID().length, crypto.getRandomValues(new Uint8Array(4)).length);
 console.log(hex(await subtle.digest('SHA-256',new TextEncoder().encode('abc'))));
 for(const [a,u,s] of [[{name:'HMAC',hash:'SHA-256'},['sign','verify'],'HMAC'],[{name:'ECDSA',namedCurve:'P-256'},['sign','verify'],{name:'ECDSA',hash:'SHA-256'}],['Ed25519',['sign','verify'],'Ed25519'],[{name:'RSA-PSS',modulusLength:2048,publicExponent:new Uint8Array([1,0,1]),hash:'SHA-256'},['sign','verify'],{name:'RSA-PSS',saltLength:32}],[{name:'RSASSA-PKCS1-v1_5',modulusLength:2048,publicExponent:new Uint8Array([1,0,1]),hash:'SHA-256'},['sign','verify'],'RSASSA-PKCS1-v1_5']]){
  const k=await subtle.generateKey(a,true,u); const sk=k.privateKey??k, pk=k.publicKey??k; const d=Buffer.from('x');
  const sig=await subtle.sign(s,sk,d); console.log(sk, sig.byteLength, await subtle.verify(s,pk,sig,d), await subtle.verify(s,pk,sig,Buffer.from('y')));
  const j=await subtle.exportKey('jwk',sk); console.log(Object.keys(j).join(), j.key_ops, j.alg, j.ext);
  const i=await subtle.importKey('jwk',j,a,true,['sign']); console.log(i.usages, i.algorithm);
 }
 for(const [a,p] of [['AES-CBC',{iv:new Uint8Array(16)}],['AES-GCM',{iv:new Uint8Array(12),additionalData:new Uint8Array(3)}],['AES-CTR',{counter:new Uint8Array(16).fill(255),length:8}]]){
  const k=await subtle.importKey('raw',new Uint8Array(16),a,true,['encrypt','decrypt']); const c=await subtle.encrypt({name:a,...p},k,Buffer.from('hello there, this is text of some bytes')); console.log(a,hex(c),Buffer.from(await subtle.decrypt({name:a,...p},k,c)).toString());
  try{const b=new Uint8Array(c);b[0]^=1;await subtle.decrypt({name:a,...p},k,b.slice(0,17))}catch(e){console.log(e.name,e.message)}
 }
 const base=await subtle.importKey('raw',Buffer.from('pw'),'PBKDF2',false,['deriveKey','deriveBits']);
 console.log(hex(await subtle.deriveBits({name:'PBKDF2',salt:new Uint8Array(8),iterations:10,hash:'SHA-256'},base,128)));
 console.log(await subtle.deriveKey({name:'PBKDF2',salt:new Uint8Array(8),iterations:10,hash:'SHA-256'},base,{name:'AES-GCM',length:256},false,['encrypt']));
 const h=await subtle.importKey('raw',Buffer.from('pw'),'HKDF',false,['deriveBits']); console.log(hex(await subtle.deriveBits({name:'HKDF',salt:new Uint8Array(8),info:new Uint8Array(0),hash:'SHA-256'},h,256)));
 const e1=await subtle.generateKey({name:'ECDH',namedCurve:'P-384'},true,['deriveBits']),e2=await subtle.generateKey({name:'ECDH',namedCurve:'P-384'},true,['deriveBits']);
 console.log(hex(await subtle.deriveBits({name:'ECDH',public:e2.publicKey},e1.privateKey,384))===hex(await subtle.deriveBits({name:'ECDH',public:e1.publicKey},e2.privateKey,384)));
 const kw=await subtle.importKey('raw',new Uint8Array(16),'AES-KW',true,['wrapKey','unwrapKey']); const ak=await subtle.importKey('raw',new Uint8Array(16),'AES-CBC',true,['encrypt']);
 const w=await subtle.wrapKey('raw',ak,kw,'AES-KW'); console.log(hex(w)); console.log(await subtle.unwrapKey('raw',w,kw,'AES-KW','AES-CBC',true,['encrypt']));
 for(const f of [()=>subtle.digest('nope',new Uint8Array(1)),()=>subtle.digest('SHA-1'),()=>subtle.digest('SHA-1',5),()=>subtle.encrypt('AES-CBC',ak,new Uint8Array(1)),()=>subtle.importKey('raw',new Uint8Array(5),'AES-CBC',true,['encrypt']),()=>subtle.generateKey('Ed25519',true,[]),()=>subtle.generateKey('Ed25519',true,['encrypt']),()=>subtle.importKey('foo',new Uint8Array(5),'AES-CBC',true,['encrypt']),()=>subtle.generateKey('Ed25519',true,['foo']),()=>subtle.sign('HMAC',ak,new Uint8Array(1)),()=>subtle.exportKey('spki',ak),()=>subtle.encrypt({name:'AES-CBC',iv:new Uint8Array(3)},ak,new Uint8Array(1)),()=>crypto.getRandomValues(new Float32Array(1)),()=>new Crypto(),()=>new CryptoKey()]) try{await f(); console.log('??')}catch(e){console.log(e.name,e.code,e.message)}
})();
