// Ticks and promises in an ES module, before and after its top-level await.

process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
setImmediate(() => console.log('immediate'));
console.log('main');
await null;
console.log('after the first await');
process.nextTick(() => console.log('tick after await'));
Promise.resolve().then(() => console.log('promise after await'));
await new Promise((resolve) => setTimeout(resolve, 50));
console.log('after a timer');
process.nextTick(() => console.log('tick after the timer'));
queueMicrotask(() => console.log('microtask after the timer'));
