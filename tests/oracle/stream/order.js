'use strict';
// The order of a stream's events among ticks, microtasks and immediates.
const { Readable, Writable, Transform, PassThrough, Duplex, pipeline, finished, compose, addAbortSignal } = require('node:stream');
const log = console.log;
const watch = (name, stream) => {
  for (const event of ['readable', 'resume', 'pause', 'end', 'drain', 'prefinish', 'finish', 'close', 'pipe', 'unpipe']) {
    stream.on(event, () => log(name, event));
  }
  stream.on('error', (err) => log(name, 'error', err.code ?? err.name, err.message));
  return stream;
};
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));

(async () => {
  log('-- write');
  const w = watch('w', new Writable({
    highWaterMark: 3,
    construct(cb) { log('construct'); process.nextTick(cb); },
    write(chunk, encoding, cb) { log('write', chunk.toString(), encoding); cb(); },
    final(cb) { log('final'); cb(); },
    destroy(err, cb) { log('destroy', err); cb(err); },
  }));
  log(w.write('ab', () => log('ab done')), w.write('cd'), w.writableLength, w.writableNeedDrain);
  process.nextTick(() => log('tick'));
  queueMicrotask(() => log('microtask'));
  w.end('e', () => log('ended'));
  await settle();
  log(w.writableFinished, w.destroyed, w.closed, w.errored);
  w.write('late', (err) => log('late', err.code));
  await settle();

  log('-- read');
  const r = new Readable({ highWaterMark: 4, read() { log('_read'); this.push(this.count++ < 3 ? 'xyz' : null); } });
  r.count = 0;
  watch('r', r);
  log(r.readableFlowing, r.read(), r.readableLength, r.readableDidRead);
  await settle();
  log(String(r.read(2)), String(r.read()), r.readableLength);
  r.resume();
  await settle();
  log(r.readableEnded, r.destroyed, r.readableAborted);

  log('-- cork and writev');
  const v = new Writable({ writev(chunks, cb) { log('writev', chunks.map(({ chunk }) => chunk.toString())); cb(); } });
  v.cork();
  v.write('1');
  v.write('2', () => log('2 done'));
  v.uncork();
  v.end('3');
  await settle();

  log('-- pipe with back-pressure');
  const slow = watch('slow', new Writable({ highWaterMark: 1, write(chunk, encoding, cb) { setImmediate(cb); } }));
  Readable.from(['a', 'b', 'c'], { objectMode: false }).on('close', () => log('source close')).pipe(slow);
  await new Promise((resolve) => slow.on('close', resolve));

  log('-- errors');
  const bad = watch('bad', new Transform({ transform(chunk, encoding, cb) { cb(new Error('no')); } }));
  bad.write('x', (err) => log('write callback', err.message));
  await settle();
  log(bad.errored.message, bad.readableAborted, bad.writableAborted);
  watch('null', new Readable({ read() { throw new Error('in _read'); } })).resume();
  await settle();
  try {
    new Writable().write(null);
  } catch (err) {
    log(err.code);
  }
  watch('after', new Readable({ read() { this.push(null); this.push('x'); } })).resume();
  await settle();

  log('-- pipeline, finished, compose, operators');
  pipeline(Readable.from(['a', 'b']), async function* (source) { for await (const x of source) yield `${x}!`; },
           async (source) => { let all = ''; for await (const x of source) all += x; return all; },
           (err, value) => log('pipeline', err, value));
  await settle();
  await settle();
  finished(new PassThrough().destroy(), (err) => log('finished', err.code));
  const controller = new AbortController();
  const aborted = addAbortSignal(controller.signal, new PassThrough());
  aborted.on('error', (err) => log('aborted', err.name, err.code, err.cause));
  controller.abort('reason');
  await settle();
  const upper = async function* (source) { for await (const x of source) yield String(x).toUpperCase(); };
  const duplex = compose(upper, new PassThrough());
  duplex.end('hello');
  log(String((await duplex.toArray())[0]));
  log(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map(async (x) => x * 10).toArray());
  log(await Readable.from([1, 2, 3]).reduce((a, b) => a + b), await Readable.from([1, 2]).drop(1).flatMap((x) => [x, x]).toArray());
  await Readable.from([]).reduce((a) => a).catch((err) => log(err.code, err.message));
  log(await Duplex.from(async function* () { yield 1; }).toArray());
  for await (const x of Readable.from(['p', 'q', 'r'])) { log(x); if (x === 'q') break; }
})();
