'use strict';

// The calls that concern no file: arguments, environment, clocks, waiting, chance, the end; and sockets, of which a module gets none.

const { AtomicsWait, BigInt, DateNow, Int32Array, MathCeil, Number, Uint8Array } = primordials;
const { Buffer } = require('buffer');
const { clock, errno, rights, signals } = require('internal/wasi/constants');
const { fail, numberOf } = require('internal/wasi/failure');

const SUBSCRIPTION = 48, EVENT = 32;  // bytes
const CLOCK = 0, FD_READ = 1, FD_WRITE = 2;
const ABSOLUTE = 1;
const LONGEST = 2 ** 31 - 1;  // ms

// A list of texts, each with a NUL at its end, and a list of their places.
function putTexts(memory, texts, pointers, at) {
  memory.check(pointers, texts.length * 4);
  for (let i = 0; i < texts.length; i++) {
    const bytes = Buffer.from(`${texts[i]}\0`);
    memory.put(at, bytes);
    memory.setU32(pointers + i * 4, at);
    at += bytes.length;
  }
}

function putSizes(memory, texts, countAt, sizeAt) {
  memory.check(countAt, 4);
  memory.check(sizeAt, 4);
  let size = 0;
  for (let i = 0; i < texts.length; i++) size += Buffer.byteLength(texts[i]) + 1;
  memory.setU32(countAt, texts.length);
  memory.setU32(sizeAt, size);
}

// In nanoseconds.
function now(id) {
  if (id === clock.REALTIME) return BigInt(DateNow()) * 1_000_000n;
  if (id === clock.MONOTONIC) return process.hrtime.bigint();
  if (id !== clock.PROCESS && id !== clock.THREAD) fail(errno.EINVAL);
  const { user, system } = id === clock.THREAD ? process.threadCpuUsage() : process.cpuUsage();
  return BigInt(user + system) * 1000n;
}

function wait(nanoseconds) {
  const cell = new Int32Array(new globalThis.SharedArrayBuffer(4));
  for (let left = MathCeil(Number(nanoseconds) / 1e6); left > 0; left -= LONGEST) AtomicsWait(cell, 0, 0, left < LONGEST ? left : LONGEST);
}

function event(memory, at, userdata, number, kind, size) {
  memory.setU64(at, userdata);
  memory.setU64(at + 8, BigInt(number | kind << 16));
  memory.setU64(at + 16, size);
  memory.setU64(at + 24, 0n);
}

// How many bytes can be read at once, or the error.
function readiness({ descriptors }, fd, kind) {
  try {
    const descriptor = descriptors.get(fd, rights.POLL_FD_READWRITE);
    if (kind === FD_WRITE || descriptor.position === null) return { __proto__: null, number: 0, size: 1n };
    const left = descriptor.stat().size - BigInt(descriptor.position);
    return { __proto__: null, number: 0, size: left > 0n ? left : 0n };
  } catch (error) {
    return { __proto__: null, number: numberOf(error), size: 0n };
  }
}

// Each subscription of a descriptor is ready, as a regular file is. Without one the call waits for the clock that ends first.
function poll(state, subscriptions, events, count, result) {
  const { memory } = state;
  if (count === 0) fail(errno.EINVAL);
  memory.check(subscriptions, count * SUBSCRIPTION);
  memory.check(events, count * EVENT);
  memory.check(result, 4);
  const ready = [];
  const clocks = [];
  for (let i = 0; i < count; i++) {
    const at = subscriptions + i * SUBSCRIPTION;
    const userdata = memory.u64(at);
    const kind = memory.u8(at + 8);
    if (kind === CLOCK) {
      const id = memory.u32(at + 16);
      const left = memory.u64(at + 24) - (memory.u16(at + 40) & ABSOLUTE ? now(id) : 0n);
      clocks[clocks.length] = { __proto__: null, userdata, left: left > 0n ? left : 0n };
    } else if (kind === FD_READ || kind === FD_WRITE) {
      ready[ready.length] = { __proto__: null, userdata, kind, ...readiness(state, memory.u32(at + 16), kind) };
    } else {
      fail(errno.EINVAL);
    }
  }
  let shortest = ready.length > 0 ? 0n : clocks[0].left;
  for (let i = 1; i < clocks.length; i++) if (clocks[i].left < shortest) shortest = clocks[i].left;
  if (shortest > 0n) wait(shortest);
  for (let i = 0; i < clocks.length; i++) {
    const { left, userdata } = clocks[i];
    if (left <= shortest) ready[ready.length] = { __proto__: null, userdata, kind: CLOCK, number: 0, size: 0n };
  }
  for (let i = 0; i < ready.length; i++) {
    const { kind, number, size, userdata } = ready[i];
    event(memory, events + i * EVENT, userdata, number, kind, size);
  }
  memory.setU32(result, ready.length);
}

function noSocket(state, fd) {
  state.descriptors.get(fd);
  fail(errno.ENOTSOCK);
}

module.exports = [
  ['args_get', 'ii', ({ args, memory }, pointers, at) => putTexts(memory, args, pointers, at)],
  ['args_sizes_get', 'ii', ({ args, memory }, countAt, sizeAt) => putSizes(memory, args, countAt, sizeAt)],
  ['clock_res_get', 'ii', ({ memory }, id, at) => {
    memory.check(at, 8);
    if (id > clock.THREAD) fail(errno.EINVAL);
    memory.setU64(at, id === clock.REALTIME ? 1_000_000n : id === clock.MONOTONIC ? 1n : 1000n);
  }],
  ['clock_time_get', 'iIi', ({ memory }, id, precision, at) => {
    memory.check(at, 8);
    memory.setU64(at, now(id));
  }],
  ['environ_get', 'ii', ({ env, memory }, pointers, at) => putTexts(memory, env, pointers, at)],
  ['environ_sizes_get', 'ii', ({ env, memory }, countAt, sizeAt) => putSizes(memory, env, countAt, sizeAt)],
  ['poll_oneoff', 'iiii', poll],
  ['proc_exit', 'i', (state, code) => require('internal/process/execution').reallyExit(code)],
  ['proc_raise', 'i', (state, number) => {
    const signal = signals[number] ?? fail(errno.ENOSYS);
    process.kill(process.pid, signal);
  }],
  ['random_get', 'ii', ({ memory }, at, length) => {
    memory.check(at, length);
    const bytes = new Uint8Array(length);
    require('crypto').randomFillSync(bytes);
    memory.put(at, bytes);
  }],
  ['sched_yield', '', () => {}],
  ['sock_accept', 'iii', noSocket],
  ['sock_recv', 'iiiiii', noSocket],
  ['sock_send', 'iiiii', noSocket],
  ['sock_shutdown', 'ii', noSocket],
];
