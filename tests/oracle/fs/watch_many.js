'use strict';

// Hundreds of watchers share what the system counts. A watched file or folder that is removed is told twice, with its own name.

const fs = require('fs');
const os = require('os');
const path = require('path');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'));
const seen = new Set();
const watchers = [];
for (let i = 0; i < 300; i++) {
  const file = path.join(root, `f${i}`);
  fs.writeFileSync(file, '');
  watchers.push(fs.watch(file, (event, name) => seen.add(`${event} ${name}`)));
}
const twice = [];
const same = path.join(root, 'f5');
watchers.push(fs.watch(same, () => twice.push('a')), fs.watch(same, () => twice.push('b')));
const folder = path.join(root, 'folder');
fs.mkdirSync(folder);
const removed = [];
watchers.push(fs.watch(folder, (event, name) => removed.push(`${event} ${name}`)));

setTimeout(() => {
  fs.appendFileSync(path.join(root, 'f299'), 'more');
  fs.appendFileSync(same, 'more');
  fs.rmdirSync(folder);
}, 100);
setTimeout(() => {
  console.log([...seen].sort(), new Set(twice).size, removed);
  for (const watcher of watchers) watcher.close();
  fs.rmSync(root, { recursive: true });
}, 400);
