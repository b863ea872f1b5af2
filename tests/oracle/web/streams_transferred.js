'use strict';

// Transferred streams: chunks, ends and errors go both ways, and the original stream is locked.

const { MessageChannel } = require('worker_threads');

const collect = async (stream) => {
  const chunks = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch (error) {
    chunks.push(`failed: ${error?.message ?? error}`);
  }
  return chunks;
};

const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};

const alive = setInterval(() => {}, 1000);  // their ports do not keep the program alive
(async () => {
  const source = new ReadableStream({ start(controller) { controller.enqueue('a'); controller.enqueue({ b: 1 }); controller.enqueue(new Map([[1, 2]])); controller.close(); } });
  const copy = structuredClone(source, { transfer: [source] });
  console.log(source.locked, copy instanceof ReadableStream, copy !== source, copy.locked);
  console.log(await collect(copy));

  const failing = new ReadableStream({ pull(controller) { controller.error(new RangeError('oops')); } });
  console.log(await collect(structuredClone(failing, { transfer: [failing] })));

  const got = [];
  let closed;
  const isClosed = new Promise((resolve) => { closed = resolve; });
  const sink = new WritableStream({ write(chunk) { got.push(chunk); }, close() { closed('closed'); }, abort(error) { closed(`aborted ${error}`); } });
  const writer = structuredClone(sink, { transfer: [sink] }).getWriter();
  for (const chunk of ['1', '2', '3']) await writer.write(chunk);
  await writer.close();
  console.log(await isClosed, got, sink.locked);

  const upper = new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); } });
  const pair = structuredClone(upper, { transfer: [upper] });
  console.log(pair instanceof TransformStream, pair.readable instanceof ReadableStream, upper.readable.locked, upper.writable.locked);
  const out = collect(pair.readable);
  const input = pair.writable.getWriter();
  await input.write('abc');
  await input.close();
  console.log(await out);

  const { port1, port2 } = new MessageChannel();
  const through = new ReadableStream({ start(controller) { controller.enqueue('over a port'); controller.close(); } });
  port1.postMessage({ through }, [through]);
  await new Promise((resolve) => port2.once('message', async (message) => {
    console.log(await collect(message.through));
    port2.close();
    resolve();
  }));

  const locked = new ReadableStream();
  locked.getReader();
  attempt('locked', () => structuredClone(locked, { transfer: [locked] }));
  attempt('not listed', () => structuredClone(new ReadableStream()));
  const twice = new WritableStream();
  attempt('twice', () => structuredClone(twice, { transfer: [twice, twice] }));
  const lockedPair = new TransformStream();
  lockedPair.readable.getReader();
  attempt('locked pair', () => structuredClone(lockedPair, { transfer: [lockedPair] }));
  clearInterval(alive);
})();
