// In an ES module, waiting microtasks run before ticks.
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
setImmediate(() => console.log('immediate'));
console.log('main');
await null;
console.log('after await');
process.nextTick(() => console.log('tick after await'));
Promise.resolve().then(() => console.log('promise after await'));
