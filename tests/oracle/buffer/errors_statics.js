'use strict';
for (const run of [() => Buffer.concat(), () => Buffer.concat([1]), () => Buffer.concat([Buffer.alloc(1)], 'x'), () => Buffer.concat([Buffer.alloc(1)], -1), () => Buffer.concat([Buffer.from('abc')], 2), () => Buffer.concat([Buffer.from('a')], 3),
                   () => Buffer.compare(1, Buffer.alloc(1)), () => Buffer.compare(Buffer.alloc(1), 'x'), () => Buffer.byteLength(), () => Buffer.byteLength(5), () => Buffer.byteLength({}), () => Buffer.byteLength('é', 'nope'), () => Buffer.isEncoding(5),
                   () => Buffer.copyBytesFrom(5), () => Buffer.copyBytesFrom(new Uint16Array(2), 5), () => Buffer.copyBytesFrom(new Uint16Array(2), -1), () => Buffer.copyBytesFrom(new Uint16Array([1, 2]), 1), () => Buffer.of(1, 300, 'x')]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
