'use strict';

// fs.Utf8Stream: its properties, the moments at which it writes, and its events.

const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'utf8-'));
const { Utf8Stream } = fs;
let count = 0;
const name = () => path.join(folder, `${count++}`);
const attempt = (what, run) => {
  try {
    console.log(what, run());
  } catch (error) {
    console.log(what, error.name, error.code, error.message.replaceAll(folder, ''));
  }
};
const closed = (stream) => new Promise((resolve) => stream.once('close', resolve));
for (const options of [
  undefined, null, {}, { dest: 1.5, fd: true }, { sync: 1 }, { minLength: 16385 }, { minLength: 20000, maxWrite: 10 }, { contentMode: 'x' }, { fs: 1 }, { fs: { write: 1 } },
  { retryEAGAIN: 1 }, { periodicFlush: 'x' }, { mode: 'zz' }, { maxLength: -1 }, { append: 1 }, { mkdir: 1 }, { fsync: 1 }, { maxWrite: 'x' },
]) {
  attempt(JSON.stringify(options), () => {
    const stream = new Utf8Stream(options && !('dest' in options) && Object.keys(options).length > 0 ? { dest: name(), ...options } : options);
    stream.on('error', () => {});
    stream.destroy();
  });
}
(async () => {
  const file = name();
  const stream = new Utf8Stream({ dest: file, sync: true, minLength: 10 });
  for (const key of ['append', 'contentMode', 'fsync', 'maxLength', 'minLength', 'mkdir', 'mode', 'periodicFlush', 'sync', 'writing']) console.log(key, stream[key]);
  console.log(stream.file === file, typeof stream.fd, stream instanceof require('events'));
  attempt('number', () => stream.write(1));
  console.log(stream.write('12345'), fs.readFileSync(file, 'utf8'));
  console.log(stream.write('67890'), fs.readFileSync(file, 'utf8'));
  console.log(stream.write('abc'), fs.readFileSync(file, 'utf8'));
  stream.flushSync();
  console.log(fs.readFileSync(file, 'utf8'));
  stream.write('rest');
  const events = [];
  for (const event of ['ready', 'drain', 'finish', 'close', 'error', 'write', 'drop']) stream.on(event, (value) => events.push(value === undefined ? event : `${event} ${value}`));
  stream.end();
  await closed(stream);
  console.log(events.join(), fs.readFileSync(file, 'utf8'));
  for (const method of ['write', 'flushSync', 'reopen', 'end', 'flush', 'destroy']) attempt(method, () => stream[method](method === 'flush' ? undefined : 'x'));
  stream.flush((error) => console.log('flush', error.code));

  for (const options of [{}, { sync: true }, { minLength: 100 }, { minLength: 100, sync: true }, { fsync: true }, { contentMode: 'buffer' }, { maxWrite: 8, minLength: 4 }]) {
    const target = name();
    const log = new Utf8Stream({ dest: target, ...options });
    const seen = [];
    for (const event of ['ready', 'drain', 'finish', 'close', 'error', 'write']) log.on(event, (value) => seen.push(typeof value === 'number' ? `${event} ${value}` : event));
    await new Promise((resolve) => log.once('ready', resolve));
    const make = (text) => (options.contentMode ? Buffer.from(text) : text);
    log.write(make('first é '));
    log.write(make('second 😀 '));
    log.end();
    await closed(log);
    console.log(JSON.stringify(options), seen.join(), fs.readFileSync(target, 'utf8'));
  }
  const small = new Utf8Stream({ dest: name(), maxLength: 5, minLength: 100, sync: true });
  small.on('drop', (data) => console.log('dropped', data));
  console.log(small.write('1234'), small.write('5678'), small.write('5'));
  small.end();
  await closed(small);
  const nested = path.join(folder, 'a', 'b', 'c.log');
  const made = new Utf8Stream({ dest: nested, mkdir: true, sync: true, mode: 0o640 });
  made.write('x');
  made.end();
  await closed(made);
  console.log(fs.readFileSync(nested, 'utf8'), (fs.statSync(nested).mode & 0o777).toString(8));
  const first = name();
  const second = name();
  const moved = new Utf8Stream({ dest: first });
  moved.write('to the first');
  await new Promise((resolve) => moved.once('drain', resolve));
  moved.reopen(second);
  await new Promise((resolve) => moved.once('ready', resolve));
  moved.write('to the second');
  moved.end();
  await closed(moved);
  console.log(fs.readFileSync(first, 'utf8'), '|', fs.readFileSync(second, 'utf8'));
  attempt('cannot open', () => new Utf8Stream({ dest: folder, sync: true }));
  await new Promise((resolve) => new Utf8Stream({ dest: folder }).on('error', (error) => {
    console.log(error.code, error.syscall);
    resolve();
  }));
  fs.rmSync(folder, { recursive: true });
})();
