'use strict';
console.log(navigator, Object.getOwnPropertyNames(Navigator.prototype), navigator.locks, typeof LockManager, typeof Lock);
try { new Navigator() } catch (e) { console.log(e.name, e.code, e.message) }
console.log(navigator.platform, navigator.userAgent, navigator.language, navigator.languages, Object.isFrozen(navigator.languages), Object.keys(navigator), Object.prototype.toString.call(navigator));
(async()=>{
 const l = navigator.locks;
 console.log(await l.query());
 const p = l.request('a', async (lock) => { console.log(lock, lock.name, lock.mode, Object.getPrototypeOf(lock)); const q = await l.query(); for (const k of ['held','pending']) for (const x of q[k]) {x.clientId = typeof x.clientId} console.log(q); return 5; });
 const p2 = l.request('a', {ifAvailable:true}, (lock)=>{console.log('ifA', lock); return 'no'});
 const p3 = l.request('a', {mode:'shared'}, (lock)=>{console.log('shared', lock.mode);});
 console.log(await p, await p2, await p3);
 for (const args of [[],['a'],['a',1],['a',{},1],['-a',()=>{}],['a',{mode:'x'},()=>{}],['a',{steal:true,ifAvailable:true},()=>{}],['a',{steal:true,mode:'shared'},()=>{}],['a',{signal:AbortSignal.abort()},()=>{}],['a',{signal:1},()=>{}],['a',{signal:AbortSignal.timeout(100),steal:true},()=>{}]]) { try { await l.request(...args); console.log('ok') } catch (e) { console.log(e.name, e.code, e.message) } }
 const held = l.request('s', () => new Promise((r)=>setTimeout(r,20,'held'))).then((v)=>console.log('then',v),(e)=>console.log(e.name, e.message));
 await 0; await 0;
 await l.request('s',{steal:true},()=>console.log('stolen'));
 const ac = new AbortController();
 const h2 = l.request('t', () => new Promise((r)=>setTimeout(r,10)));
 const w = l.request('t', {signal: ac.signal}, ()=>{}).catch((e)=>console.log(e.name,e.message));
 setTimeout(()=>ac.abort(),2);
 await w; await h2; await held;
 l.request('u', () => { throw new Error('in cb') }).catch((e)=>console.log(e.message));
 console.log(require('worker_threads').locks === l);
})();
