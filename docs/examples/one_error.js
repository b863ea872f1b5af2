// When one stream fails, pipeline() destroys all of them and calls back once.
const { createReadStream } = require('node:fs');
const { Writable, pipeline } = require('node:stream');
const { createGunzip } = require('node:zlib');

const source = createReadStream(__filename);
const unpack = createGunzip();
const target = new Writable({ write(chunk, encoding, callback) { callback(); } });

pipeline(source, unpack, target, (error) => {
  console.log(error.code, error.message);
  console.log(source.destroyed, unpack.destroyed, target.destroyed);
});
