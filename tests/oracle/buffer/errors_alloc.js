'use strict';
for (const run of [() => Buffer.alloc('x'), () => Buffer.alloc(-1), () => Buffer.alloc(NaN), () => Buffer.alloc(2 ** 53), () => Buffer.alloc(), () => Buffer.allocUnsafe(-5), () => Buffer.allocUnsafe({}), () => Buffer.allocUnsafeSlow('5'),
                   () => Buffer.alloc(3, 'x', 'nope'), () => Buffer.alloc(3, 'zz', 'hex'), () => Buffer.alloc(3, 'x', 5), () => Buffer.alloc(1, Symbol('s'))]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
