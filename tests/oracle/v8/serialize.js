'use strict';
const v8=require('v8'); const vals=[1,-1,1.5,-0,2**31,'abc','h\u00e9','\u4e2d文',null,undefined,true,[1,2,,3],[1,'x'],{a:1,2:3},new Date(5),/x/gi,new Map([[1,{a:2}]]),new Set([1]),10n,-(2n**70n),Buffer.from('hi'),new Uint16Array([1,2]),new Float64Array(2),new ArrayBuffer(3),Object('s'),Object(5),Object(false),Object(9n), {x:new Uint8Array(2)}];
for (const v of vals) { const b=v8.serialize(v); console.log(b.toString('hex'), v8.deserialize(b)); }
const o={a:{}}; o.self=o; console.log(v8.serialize(o).toString('hex'), v8.deserialize(v8.serialize(o)));
const e=new RangeError('q',{cause:5}); e.stack='st'; console.log(v8.serialize(e).toString('hex'), v8.deserialize(v8.serialize(e)).message);
for (const bad of [()=>1,Symbol('x'),new WeakMap,Promise.resolve(),new Proxy({},{})]) try { v8.serialize(bad); } catch(er) { console.log(er.name,er.message,er.code) }
for (const f of [()=>v8.deserialize(Buffer.from('00','hex')),()=>v8.deserialize(Buffer.from('ff0f','hex')),()=>v8.Serializer(),()=>new v8.Deserializer(5),()=>v8.deserialize(5)]) try { f(); console.log('ok') } catch(er) { console.log(er.name,er.message,er.code) }
