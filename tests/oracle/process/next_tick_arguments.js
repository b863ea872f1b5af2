'use strict';
for (const value of [undefined, 1, 'x', {}, null]) {
  try {
    process.nextTick(value);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
process.nextTick((...args) => console.log(args), 1, 'two', { three: 3 });
queueMicrotask(() => console.log('microtask'));
for (const value of [undefined, 5]) {
  try {
    queueMicrotask(value);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
