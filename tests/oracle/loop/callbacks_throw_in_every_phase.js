process.on('uncaughtException',e=>console.log('caught',e.message));
const f=(n,th)=>()=>{console.log(n);process.nextTick(()=>console.log(n,'tick'));Promise.resolve().then(()=>console.log(n,'p'));if(th)throw new Error(n)};
setTimeout(f('t1',1),1);setTimeout(f('t2'),1);setTimeout(f('t3',1),1);setTimeout(f('t4'),2);
setTimeout(()=>{setImmediate(f('i1',1));setImmediate(f('i2',1));setImmediate(f('i3'));setImmediate(f('i4',1))},10);
require('fs').stat('.',f('fs',1));
const t=Date.now();while(Date.now()-t<5);
