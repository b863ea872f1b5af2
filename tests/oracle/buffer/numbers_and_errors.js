'use strict';
const log = console.log;
const show = (f) => {
  try {
    log(String(f).slice(6), f());
  } catch (err) {
    log(String(f).slice(6), err.name, err.code, err.message);
  }
};
const b = Buffer.alloc(16);
for (const [name, value] of [
  ['UInt8', 200], ['Int8', -100], ['UInt16LE', 40000], ['UInt16BE', 40000], ['Int16LE', -20000], ['Int16BE', -20000],
  ['UInt32LE', 3e9], ['UInt32BE', 3e9], ['Int32LE', -2e9], ['Int32BE', -2e9], ['FloatLE', 1.5], ['FloatBE', -0.1],
  ['DoubleLE', Math.PI], ['DoubleBE', -1e300], ['BigUInt64LE', 2n ** 63n], ['BigUInt64BE', 1n], ['BigInt64LE', -5n],
  ['BigInt64BE', -(2n ** 63n)],
]) {
  log(name, b[`write${name}`](value, 3), b.toString('hex'), b[`read${name}`](3));
}
for (const size of [1, 2, 3, 4, 5, 6]) {
  const value = 2 ** (size * 8 - 1) - 2;
  for (const end of ['LE', 'BE']) {
    log(size, end, b[`writeUInt${end}`](value, 1, size), b[`readUInt${end}`](1, size), b[`writeInt${end}`](-value, 1, size), b[`readInt${end}`](1, size));
  }
}
show(() => b.writeUInt8(256));
show(() => b.writeInt8(NaN));
show(() => b.writeUInt32LE(-1));
show(() => b.writeIntLE(2 ** 40, 0, 5));
show(() => b.writeBigInt64LE(2n ** 63n));
show(() => b.writeUIntLE(1, 0, 7));
show(() => b.readUInt16LE(15));
show(() => b.readUInt16LE(1.5));
show(() => b.readUInt16LE('1'));
show(() => Buffer.alloc(1).readDoubleLE());
show(() => Buffer.alloc(-1));
show(() => Buffer.alloc('5'));
show(() => Buffer.from(5));
show(() => Buffer.from('a', 'nope'));
show(() => Buffer.from(new ArrayBuffer(4), 5));
show(() => b.toString('nope'));
show(() => b.fill('zz', 'hex'));
show(() => b.fill('a', 0, 17));
show(() => b.write(5));
show(() => b.write('a', 17));
show(() => b.swap64() && b.subarray(0, 3).swap16());
show(() => b.compare(Buffer.from('b'), 0, 5));
show(() => b.copy('x'));
show(() => b.copy(Buffer.alloc(2), 0, 20));
show(() => Buffer.concat([b, 'x']));
show(() => Buffer.concat([Buffer.from('ab'), Buffer.from('cd')], 3));
show(() => [Buffer.from('abc').slice(-2), Buffer.from('abc').subarray(1, 9), Buffer.from('abc').at(-1)]);
show(() => [Buffer.from('abcabc').lastIndexOf('b'), Buffer.from('abcabc').indexOf('c', -2), Buffer.from('aaa').indexOf('')]);
show(() => Buffer.compare(Buffer.from('a'), Buffer.from('ab')));
show(() => JSON.stringify(Buffer.from('hi')));
show(() => Buffer.from(JSON.parse(JSON.stringify(Buffer.from('hi')))).toString());
show(() => require('node:util').inspect(Object.assign(Buffer.from('x'.repeat(60)), { extra: 1 })));
show(() => require('node:buffer').transcode(Buffer.from('\u20ac\u00e9'), 'utf8', 'latin1'));
