'use strict';
// Names of operations, in the order in which they begin.
const { createHook } = require('async_hooks');
const fs = require('fs');
const zlib = require('zlib');
const crypto = require('crypto');
let types = [];
createHook({ init(id, type) { types.push(type); }, trackPromises: false }).enable();
const starts = {
  stat: (done) => fs.stat('/', done), promise: (done) => fs.promises.stat('/').then(() => done()), opendir: (done) => fs.opendir('/', done),
  handle: (done) => fs.promises.open(__filename).then((handle) => handle.close()).then(() => done()), lookup: (done) => require('dns').lookupService('127.0.0.1', 22, () => done()),
  deflate: (done) => zlib.deflate('x', done), randomBytes: (done) => crypto.randomBytes(4, done), pbkdf2: (done) => crypto.pbkdf2('a', 'b', 1, 8, 'sha1', done),
  scrypt: (done) => crypto.scrypt('a', 'b', 8, { N: 2 }, done), prime: (done) => crypto.generatePrime(32, done), spawn: (done) => require('child_process').spawn('true').on('close', () => done()),
};
(async () => {
  for (const name of Object.keys(starts)) {
    types = [];
    const done = new Promise((resolve) => starts[name](() => resolve()));
    await done;
    console.log(name, types.filter((type) => type !== 'TickObject' && type !== 'DNSCHANNEL'));
  }
})();
