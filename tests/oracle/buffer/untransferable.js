// An ArrayBuffer that must not be transferred cannot be detached in any way: one that is marked, and that of pooled Buffers.
const { markAsUntransferable } = require('node:worker_threads');

const marked = new ArrayBuffer(8);
markAsUntransferable(marked);
const pool = Buffer.from('abc').buffer;
for (let i = 0; i < 3000; i++) Buffer.from('another'.repeat(9));
const later = Buffer.from('abc').buffer;
for (const buffer of [marked, pool, later]) {
  const ways = [
    () => buffer.transfer(), () => buffer.transferToFixedLength(), () => structuredClone(buffer, { transfer: [buffer] }),
    () => new ReadableStream({ type: 'bytes', start(controller) { controller.enqueue(new Uint8Array(buffer)); } }),
  ];
  for (const way of ways) {
    try {
      way();
      console.log('taken');
    } catch (error) {
      console.log(error.name, error.message, buffer.detached);
    }
  }
}
console.log(Buffer.from('still works').toString());
