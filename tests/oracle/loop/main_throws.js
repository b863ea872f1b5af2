process.on('uncaughtException',e=>console.log('caught',e.message));
setTimeout(()=>{console.log('t1')},0);setTimeout(()=>{console.log('t2')},0);
setImmediate(()=>console.log('im'));
process.nextTick(()=>{console.log('tick1');throw new Error('a')});
process.nextTick(()=>console.log('tick2'));
Promise.resolve().then(()=>console.log('p1'));
const t=Date.now();while(Date.now()-t<10);
throw new Error('main');
