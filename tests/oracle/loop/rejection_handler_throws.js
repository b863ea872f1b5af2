process.on('uncaughtException',e=>console.log('caught',e.message));
process.on('unhandledRejection',e=>{console.log('rej',e.message);throw new Error('in handler')});
Promise.reject(new Error('r1'));Promise.reject(new Error('r2'));
setTimeout(()=>console.log('t'),0);process.nextTick(()=>console.log('tick'));
setImmediate(()=>{console.log('i1');Promise.reject(new Error('r3'));process.nextTick(()=>{throw new Error('t')})});
setImmediate(()=>console.log('i2'));
