'use strict';
process.env.A_NUMBER = 5;
process.env.A_BOOL = true;
process.env.A_NULL = null;
process.env.A_UNDEF = undefined;
console.log(process.env.A_NUMBER, typeof process.env.A_NUMBER, process.env.A_BOOL, process.env.A_NULL, process.env.A_UNDEF);
console.log('A_NUMBER' in process.env, delete process.env.A_NUMBER, 'A_NUMBER' in process.env, process.env.A_NUMBER, delete process.env.NOT_THERE);
for (const run of [() => { process.env.S = Symbol('s'); }, () => { process.env[Symbol('k')] = 'x'; }, () => process.env[Symbol('k')], () => Object.defineProperty(process.env, 'X', { value: 1 }),
                   () => Object.defineProperty(process.env, 'X', { get() {} }), () => Object.defineProperty(process.env, 'X', { value: 'y', configurable: true, writable: true, enumerable: true }).X,
                   () => Object.getOwnPropertyDescriptor(process.env, 'A_BOOL'), () => Object.prototype.toString.call(process.env), () => process.env.hasOwnProperty('A_BOOL')]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
