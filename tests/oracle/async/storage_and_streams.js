'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const { Readable, Transform, pipeline, finished } = require('stream');
const storage = new AsyncLocalStorage();
const log = [];
storage.run('reader', () => {
  const readable = new Readable({ read() { log.push(`read ${storage.getStore()}`); this.push('x'); this.push(null); } });
  storage.run('consumer', () => readable.on('data', () => log.push(`data ${storage.getStore()}`)));
  storage.run('finisher', () => finished(readable, () => log.push(`finished ${storage.getStore()}`)));
});
storage.run('pipeline', () => pipeline(Readable.from(['a']), new Transform({ transform(chunk, encoding, done) { log.push(`transform ${storage.getStore()}`); done(null, chunk); } }).resume(), (error) => log.push(`piped ${error} ${storage.getStore()}`)));
process.on('exit', () => console.log(log));
