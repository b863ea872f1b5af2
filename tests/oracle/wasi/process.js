'use strict';

// Arguments, environment, clocks, chance, waiting.

const { Guest } = require('./fixtures/guest');

const guest = new Guest({ args: ['program', 'wörd', 7, ''], env: { NAME: 'value', EMPTY: '', NUMBER: 1, NONE: undefined } });
const { exports: calls, memory } = guest;

for (const name of ['args', 'environ']) {
  console.log(name, calls[`${name}_sizes_get`](0, 4), memory.readUInt32LE(0), memory.readUInt32LE(4));
  const [count, size] = [memory.readUInt32LE(0), memory.readUInt32LE(4)];
  console.log(calls[`${name}_get`](100, 200), JSON.stringify(memory.toString('utf8', 200, 200 + size)));
  for (let i = 0; i < count; i++) console.log(i, memory.readUInt32LE(100 + i * 4));
  console.log('outside', calls[`${name}_get`](131070, 200), calls[`${name}_sizes_get`](131070, 0));
}

for (const id of [0, 1, 2, 3, 4]) console.log('clock', id, calls.clock_res_get(id, 0), calls.clock_time_get(id, 0n, 8));
calls.clock_time_get(0, 1n, 0);
console.log('near', Math.abs(Number(memory.readBigUInt64LE(0)) / 1e6 - Date.now()) < 1000);
calls.clock_time_get(1, 1n, 0);
calls.clock_time_get(1, 1n, 8);
console.log('onwards', memory.readBigUInt64LE(8) >= memory.readBigUInt64LE(0));

console.log('random', calls.random_get(300, 200), new Set(memory.subarray(300, 500)).size > 50, calls.random_get(131000, 100));
console.log('yield', calls.sched_yield());

// A subscription of a clock, and one of another that ends later.
memory.fill(0, 1000, 1200);
memory.writeBigUInt64LE(77n, 1000);
memory.writeUInt32LE(1, 1016);
memory.writeBigUInt64LE(30_000_000n, 1024);
memory.writeBigUInt64LE(78n, 1048);
memory.writeUInt32LE(1, 1064);
memory.writeBigUInt64LE(60_000_000_000n, 1072);
const before = performance.now();
console.log('poll', calls.poll_oneoff(1000, 2000, 2, 3000), memory.readUInt32LE(3000));
const took = performance.now() - before;
console.log(took >= 28 && took < 30_000, memory.readBigUInt64LE(2000), memory.readUInt16LE(2008), memory[2010]);
console.log('none', calls.poll_oneoff(1000, 2000, 0, 3000));

// A memory that has grown.
calls.memory.grow(1);
const grown = Buffer.from(calls.memory.buffer);
console.log('grown', calls.random_get(140_000, 100), new Set(grown.subarray(140_000, 140_100)).size > 30);
console.log('raise', calls.proc_raise(99));
