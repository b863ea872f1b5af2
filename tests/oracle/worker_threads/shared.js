'use strict';
const s=new SharedArrayBuffer(4); new Uint8Array(s)[0]=7; const c=structuredClone({s,u:new Uint8Array(s),b:new Blob(['x'])}); console.log(c.s.byteLength, c.u[0], c.u.buffer===c.s, c.b.size); c.u[1]=9; console.log(new Uint8Array(s)[1]);
const {MessageChannel}=require('worker_threads'); const {port1,port2}=new MessageChannel(); port1.once('message',(m)=>{console.log(m.s.byteLength,m.p.constructor.name); port1.close()}); const q=new MessageChannel(); port2.postMessage({s,p:q.port1},[q.port1]);
try { structuredClone([s,()=>1]) } catch (e) { console.log(e.name, e.message) }
