'use strict';
process.nextTick((...given) => console.log(given), 1, 'two', undefined, null, 5);
process.nextTick(function() { console.log(this === undefined || this === globalThis, arguments.length); });
for (const bad of [undefined, null, 'x', {}]) {
  try {
    process.nextTick(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
  try {
    queueMicrotask(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
