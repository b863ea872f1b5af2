// A CommonJS module is run by a callback of the loop: ticks come first after it. An ES module is run by a promise, so microtasks do.
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
console.log('module');
