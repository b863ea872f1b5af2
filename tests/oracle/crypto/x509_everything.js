'use strict';

// All properties and methods of a certificate.

const c=require('crypto'),fs=require('fs'),util=require('util'),path=require('path');
const dir=path.join(__dirname, '../tls/fixtures'); const t=(n,f)=>{try{const r=f();console.log(n,typeof r==='string'||typeof r!=='object'?r:util.inspect(r,{depth:4}))}catch(e){console.log(n,e.name,e.code,e.message)}};
const files=fs.readdirSync(dir).filter(f=>/cert.*\.pem$|\.crt$/.test(f)).sort();
const certs=[];
for (const f of files) {
  let x; try { x=new c.X509Certificate(fs.readFileSync(path.join(dir,f))); } catch(e) { console.log(f,e.code,e.message); continue; }
  certs.push(x); console.log('==',f);
  for (const p of ['subject','issuer','subjectAltName','infoAccess','validFrom','validTo','validFromDate','validToDate','fingerprint','fingerprint256','fingerprint512','serialNumber','keyUsage','ca','signatureAlgorithm','signatureAlgorithmOid']) t(p,()=>x[p]);
  t('raw',()=>c.createHash('sha1').update(x.raw).digest('hex')); t('toString',()=>x.toString().length); t('toJSON',()=>x.toJSON()===x.toString());
  t('pk',()=>[x.publicKey.asymmetricKeyType,x.publicKey.asymmetricKeyDetails]);
  for (const h of ['agent1','localhost','example.com','www.example.com','*.example.com','evil.example.com','nodejs.org','']) { t('host '+h,()=>x.checkHost(h)); t('host never '+h,()=>x.checkHost(h,{subject:'never'})); t('host nowild',()=>x.checkHost(h,{wildcards:false,subject:'always'})); }
  for (const e of ['ry@tinyclouds.org','a@example.com','x']) { t('email '+e,()=>x.checkEmail(e)); t('email never',()=>x.checkEmail(e,{subject:'never'})); }
  for (const i of ['127.0.0.1','::1','8.8.8.8','x']) t('ip '+i,()=>x.checkIP(i));
  t('verify self',()=>x.verify(x.publicKey)); t('issued self',()=>x.checkIssued(x)); t('issuerCertificate',()=>x.issuerCertificate);
  t('legacy',()=>x.toLegacyObject()); t('inspect',()=>util.inspect(x).length>10); t('priv',()=>x.checkPrivateKey(c.generateKeyPairSync('ed25519').privateKey));
}
for (const a of certs.slice(0,6)) for (const b of certs.slice(0,6)) t('issued',()=>[a.checkIssued(b),a.verify(b.publicKey)]);
const x=certs[0];
t('args',()=>x.checkHost(1)); t('args',()=>x.checkHost('a',{subject:'x'})); t('args',()=>x.checkHost('a',1)); t('args',()=>x.checkIP(1)); t('args',()=>x.checkIssued(1)); t('args',()=>x.verify(1)); t('args',()=>x.checkPrivateKey(1)); t('args',()=>x.checkPrivateKey(x.publicKey)); t('new',()=>new c.X509Certificate()); t('new',()=>new c.X509Certificate({}));
t('clone',()=>structuredClone(x) instanceof c.X509Certificate);
