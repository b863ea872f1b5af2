// Code after an await of a timer runs in the timers phase.
setTimeout(() => {}, 1);
await new Promise((resolve) => setTimeout(resolve, 5));
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timeout'), 0);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
Promise.resolve().then(() => console.log('promise'));
console.log('main');
