'use strict';

// The parser, setters and domainToASCII refuse Punycode labels that decode to invalid labels.

const {domainToASCII}=require('url');
for (const h of ['xn--a.wild.example','a.wild.example','xn--iñvalid.com','xn--bcher-kva.com','xn--a','xn--','xn--zz.com','español.com','xn--fiq228c.com']) { let u; try { u=new URL('http://'+h).hostname } catch(e) { u=e.code } console.log(h, JSON.stringify(domainToASCII(h)), u); }
for (const h of ['xn--a.wild.example','xn--','a.b','xn--fiq228c.com']) { const u=new URL('http://x/'); u.hostname=h; const v=new URL('http://x/'); v.host=h; console.log(h,u.href,v.href); }
