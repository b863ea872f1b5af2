// Flags: --no-deprecation
'use strict';
for (const value of [undefined, null, 1, true, Symbol('s'), {}, () => {}, 10n, { length: 'x' }, { type: 'Buffer', data: 5 }, Object.create(null), new Date(0), NaN, '', [], [256, -1, 'a', {}], { length: 2, 0: 1 }, Object('boxed'), { valueOf() { return 'v'; } }, { [Symbol.toPrimitive]() { return 'p'; } }]) {
  try {
    console.log(Buffer.from(value));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
for (const args of [['x', 'nope'], ['x', 1], [new ArrayBuffer(4), 5], [new ArrayBuffer(4), 1, 9], [new ArrayBuffer(4), -1], [new ArrayBuffer(4), 'x'], [new ArrayBuffer(4), 1, -1]]) {
  try {
    console.log(Buffer.from(...args));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
