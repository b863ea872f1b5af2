'use strict';
// Flags: --permission --allow-fs-read=* --allow-worker --no-warnings
// A worker has its parent's permissions, and no more.
const { Worker } = require('worker_threads');
new Worker(`
  console.log(process.permission.has('worker'), process.permission.has('child'), process.permission.has('fs.read'), process.permission.has('fs.write'));
  try { require('child_process').spawnSync('true'); } catch (error) { console.log(error.code, error.permission); }
  try { require('fs').writeFileSync('/tmp/never', ''); } catch (error) { console.log(error.code, error.permission); }
`, { eval: true });
