// The loop runs a CommonJS module as a callback, so ticks come first after it. A promise runs an ES module, so microtasks come first.
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
console.log('module');
