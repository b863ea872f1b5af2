// Ciphers: the arguments they refuse and when, modes and tags.
const c=require('crypto');
const t = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const k16=Buffer.alloc(16,1),k32=Buffer.alloc(32,2),iv16=Buffer.alloc(16,3),iv12=Buffer.alloc(12,4);
t('unknown',()=>c.createCipheriv('nope',k16,iv16));
t('keylen',()=>c.createCipheriv('aes-128-cbc',k32,iv16));
t('iv',()=>c.createCipheriv('aes-128-cbc',k16,iv12));
t('ivnull',()=>c.createCipheriv('aes-128-cbc',k16,null));
t('ecb iv',()=>c.createCipheriv('aes-128-ecb',k16,iv16));
t('ecb iv0',()=>c.createCipheriv('aes-128-ecb',k16,Buffer.alloc(0)).update('x').length);
t('gcm iv0',()=>c.createCipheriv('aes-128-gcm',k16,Buffer.alloc(0)).update('x').length);
t('final',()=>{const d=c.createDecipheriv('aes-128-cbc',k16,iv16);d.update(Buffer.alloc(16));d.final()});
t('final short',()=>{const d=c.createDecipheriv('aes-128-cbc',k16,iv16);d.update(Buffer.alloc(15));d.final()});
t('final short pad off',()=>{const d=c.createDecipheriv('aes-128-cbc',k16,iv16);d.setAutoPadding(false);d.update(Buffer.alloc(15));d.final()});
t('c pad off',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.setAutoPadding(false);d.update(Buffer.alloc(15));d.final()});
t('final2',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.final();d.final()});
t('upd after final',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.final();d.update('x')});
t('pad after final',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.final();d.setAutoPadding()});
t('gcm notag',()=>{const d=c.createDecipheriv('aes-128-gcm',k16,iv12);d.update('x');d.final()});
t('gcm badtag',()=>{const d=c.createDecipheriv('aes-128-gcm',k16,iv12);d.setAuthTag(Buffer.alloc(16));d.update('x');d.final()});
t('gcm taglen',()=>{const d=c.createDecipheriv('aes-128-gcm',k16,iv12);d.setAuthTag(Buffer.alloc(3))});
t('gcm tag2',()=>{const d=c.createDecipheriv('aes-128-gcm',k16,iv12);d.setAuthTag(Buffer.alloc(16));d.setAuthTag(Buffer.alloc(16))});
t('getTag early',()=>{const d=c.createCipheriv('aes-128-gcm',k16,iv12);d.getAuthTag()});
t('getTag dec',()=>{const d=c.createDecipheriv('aes-128-gcm',k16,iv12);d.getAuthTag()});
t('setTag enc',()=>{const d=c.createCipheriv('aes-128-gcm',k16,iv12);d.setAuthTag(Buffer.alloc(16))});
t('cbc tag',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.getAuthTag()});
t('cbc aad',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.setAAD(Buffer.alloc(3))});
t('gcm',()=>{const d=c.createCipheriv('aes-128-gcm',k16,iv12);d.setAAD(Buffer.alloc(3));const r=d.update('abc','utf8','hex')+d.final('hex')+d.getAuthTag().toString('hex');return r});
t('gcm tl',()=>{const d=c.createCipheriv('aes-128-gcm',k16,iv12,{authTagLength:4});const r=d.update('abc','utf8','hex')+d.final('hex')+d.getAuthTag().toString('hex');return r});
t('gcm tl bad',()=>{const d=c.createCipheriv('aes-128-gcm',k16,iv12,{authTagLength:5})});
t('ccm none',()=>{const d=c.createCipheriv('aes-128-ccm',k16,iv12)});
t('ccm bad',()=>{const d=c.createCipheriv('aes-128-ccm',k16,iv12,{authTagLength:5})});
t('ccm iv',()=>{const d=c.createCipheriv('aes-128-ccm',k16,iv16,{authTagLength:16})});
t('ccm',()=>{const d=c.createCipheriv('aes-128-ccm',k16,iv12,{authTagLength:16});const r=d.update('abc','utf8','hex')+d.final('hex')+d.getAuthTag().toString('hex');return r});
t('ccm twice',()=>{const d=c.createCipheriv('aes-128-ccm',k16,iv12,{authTagLength:16});const r=d.update('abc','utf8','hex')+d.update('abc','utf8','hex');return r});
t('ccm aad nolen',()=>{const d=c.createCipheriv('aes-128-ccm',k16,iv12,{authTagLength:16});d.setAAD(Buffer.alloc(3))});
t('ccm dec bad',()=>{const d=c.createDecipheriv('aes-128-ccm',k16,iv12,{authTagLength:16});d.setAuthTag(Buffer.alloc(16));d.update('abc','hex');d.final()});
t('ocb',()=>{const d=c.createCipheriv('aes-128-ocb',k16,iv12,{authTagLength:16});const r=d.update('abc','utf8','hex')+d.final('hex')+d.getAuthTag().toString('hex');return r});
t('cp',()=>{const d=c.createCipheriv('chacha20-poly1305',k32,iv12,{authTagLength:16});const r=d.update('abc','utf8','hex')+d.final('hex')+d.getAuthTag().toString('hex');return r});
t('cp',()=>{const d=c.createCipheriv('chacha20-poly1305',k32,iv12);const r=d.update('abc','utf8','hex')+d.final('hex')+d.getAuthTag().toString('hex');return r});
t('cp dec',()=>{const d=c.createDecipheriv('chacha20-poly1305',k32,iv12);d.update('x');d.final()});
t('wrap',()=>{const d=c.createCipheriv('aes128-wrap',k16,Buffer.alloc(8,0xa6));const r=d.update(k16,null,'hex')+d.final('hex');return r});
t('mixed',()=>{const d=c.createCipheriv('aes-128-cbc',k16,iv16);d.update('x','utf8','hex');d.final('base64')});
t('badkey',()=>c.createCipheriv('aes-128-cbc',5,iv16));
t('badiv',()=>c.createCipheriv('aes-128-cbc',k16,5));
t('noiv',()=>c.createCipheriv('aes-128-cbc',k16));
t('nocipher',()=>c.createCipheriv(5,k16));
t('bf',()=>c.createCipheriv('bf-cbc',k16,Buffer.alloc(8)));
