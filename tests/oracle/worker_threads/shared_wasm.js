'use strict';
// Threads share a WebAssembly.Memory, a compiled module, and growable buffers, however deep they lie in a message.
const { Worker, isMainThread, parentPort, workerData, BroadcastChannel, MessageChannel, receiveMessageOnPort } = require('worker_threads');

// (import "e" "m" memory 1 10 shared), "wait": memory.atomic.wait32 at 16 for 0 and five seconds, "wake": memory.atomic.notify at 16 of one
const section = (id, ...bytes) => [id, bytes.length, ...bytes];
const letters = (text) => [text.length, ...Buffer.from(text)];
const wait = [0, 0x41, 16, 0x41, 0, 0x42, 0x80, 0xe4, 0x97, 0xd0, 0x12, 0xfe, 1, 2, 0, 0x0b];
const wake = [0, 0x41, 16, 0x41, 1, 0xfe, 0, 2, 0, 0x0b];
const code = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0,
  ...section(1, 1, 0x60, 0, 1, 0x7f), ...section(2, 1, ...letters('e'), ...letters('m'), 2, 3, 1, 10), ...section(3, 2, 0, 0),
  ...section(7, 2, ...letters('wait'), 0, 0, ...letters('wake'), 0, 1), ...section(10, 2, wait.length, ...wait, wake.length, ...wake),
]);

if (isMainThread) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true });
  const module = new WebAssembly.Module(code);
  const growing = new SharedArrayBuffer(8, { maxByteLength: 1 << 16 });
  const { exports } = new WebAssembly.Instance(module, { e: { m: memory } });

  const { deep, again } = structuredClone({ deep: [new Map([['memory', memory]]), new Set([module])], again: memory.buffer });
  const copy = deep[0].get('memory');
  console.log(copy instanceof WebAssembly.Memory, copy !== memory, copy.buffer === again, [...deep[1]][0] instanceof WebAssembly.Module);
  console.log(copy.grow(1), memory.buffer.byteLength);
  const { port1, port2 } = new MessageChannel();
  const view = new Uint16Array(growing, 2, 2);
  port1.postMessage({ view, growing, both: [view, view], port: port2 === undefined });
  const { message } = receiveMessageOnPort(port2);
  console.log(message.view.buffer === message.growing, message.growing === growing, message.both[0] === message.view, message.growing.growable);
  message.view[1] = 0x1234;
  console.log(view, message.growing.maxByteLength);
  port1.postMessage(new SharedArrayBuffer(0));
  console.log(receiveMessageOnPort(port2));
  port1.close();
  for (const value of [new WebAssembly.Memory({ initial: 1 }), [growing, new WebAssembly.Memory({ initial: 1 })], exports, [module, () => {}]]) {
    try {
      structuredClone(value);
    } catch (error) {
      console.log(error.name, error.message);
    }
  }

  const channel = new BroadcastChannel('wasm');
  const worker = new Worker(__filename, { workerData: { memory, list: [module], growing } });
  worker.on('message', async (text) => {
    console.log(text);
    if (text === 'grown') console.log(growing.byteLength, new Uint8Array(growing)[4999], memory.buffer.byteLength);
    if (text === 'waits') {
      while (exports.wake() === 0) await null;
      channel.postMessage({ module, more: new SharedArrayBuffer(3) });
    }
  });
  worker.on('exit', (exit) => {
    console.log(exit);
    channel.close();
  });
} else {
  const { memory, list: [module], growing } = workerData;
  const { exports } = new WebAssembly.Instance(module, { e: { m: memory } });
  growing.grow(5000);
  new Uint8Array(growing)[4999] = 7;
  memory.grow(2);
  parentPort.postMessage('grown');
  const channel = new BroadcastChannel('wasm');
  channel.onmessage = ({ data: { module, more } }) => {
    parentPort.postMessage([module instanceof WebAssembly.Module, more.byteLength]);
    channel.close();
  };
  parentPort.postMessage('waits');
  parentPort.postMessage(exports.wait());
}
