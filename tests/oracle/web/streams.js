'use strict';
const log = console.log;
const fail = async (f) => {
  try {
    log('fine', await f());
  } catch (err) {
    log(err?.name, err?.code, err?.message ?? err);
  }
};
(async () => {
  const rs = new ReadableStream({
    start(c) { log('start', c.desiredSize); c.enqueue('a'); },
    pull(c) { log('pull', c.desiredSize); c.enqueue('b'); c.close(); },
    cancel(reason) { log('cancel', reason); },
  });
  log(rs);
  const [one, two] = rs.tee();
  for await (const x of one) log('one', x);
  log(await Array.fromAsync(two));
  const ws = new WritableStream({
    start() { log('ws start'); },
    write(chunk) { log('write', chunk); if (chunk === 'bad') throw new Error('sink'); },
    close() { log('close'); },
    abort(reason) { log('abort', reason); },
  }, { highWaterMark: 2 });
  const writer = ws.getWriter();
  log(writer.desiredSize);
  writer.write(1);
  writer.write(2);
  log(writer.desiredSize);
  await writer.ready;
  await fail(() => writer.write('bad'));
  await fail(() => writer.closed);
  await fail(() => writer.write(3));
  const ts = new TransformStream({ transform(x, c) { c.enqueue(x * 2); }, flush(c) { c.enqueue('end'); } });
  ReadableStream.from([1, 2, 3]).pipeTo(ts.writable);
  log(await Array.fromAsync(ts.readable));
  const bytes = new ReadableStream({ type: 'bytes', pull(c) {
    const { byobRequest } = c;
    log('byob', byobRequest?.view.byteLength);
    byobRequest.view[0] = 7;
    byobRequest.respond(1);
  } });
  const reader = bytes.getReader({ mode: 'byob' });
  log(await reader.read(new Uint8Array(4)));
  await reader.cancel('enough');
  log(await reader.read(new Uint8Array(1)));
  await fail(() => new ReadableStream({ start(c) { c.error(new Error('e')); } }).getReader().read());
  await fail(() => new ReadableStream().pipeTo({}));
  await fail(() => new ReadableStream({ type: 'x' }));
  await fail(() => new WritableStream({ type: 'x' }));
  await fail(() => { const r = new ReadableStream(); r.getReader(); r.getReader(); });
  await fail(() => new ReadableStreamDefaultReader({}));
  await fail(() => new ReadableStreamDefaultController());
  await fail(() => new CountQueuingStrategy({}));
  const controller = new AbortController();
  const piping = new ReadableStream({ cancel(r) { log('cancelled', r); } })
    .pipeTo(new WritableStream({ abort(r) { log('aborted', r); } }), { signal: controller.signal });
  controller.abort('stop');
  await fail(() => piping);
  log(await Array.fromAsync(ReadableStream.from(['h\u00e9', '\ud83d', '\ude00']).pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream())));
  const { Readable, Writable } = require('node:stream');
  log(await Array.fromAsync(Readable.toWeb(Readable.from(['x', 'y']))));
  log(await Readable.fromWeb(ReadableStream.from(['p', 'q']), { objectMode: true }).toArray());
  const sink = [];
  await ReadableStream.from(['m', 'n']).pipeTo(Writable.toWeb(new Writable({ objectMode: true, write(c, e, cb) { sink.push(c); cb(); } })));
  log(sink);
})();
