'use strict';
// Each thread has its own modules and its own builtins.
const { Worker, isMainThread } = require('worker_threads');
globalThis.mark = (globalThis.mark ?? 0) + 1;
require('fs').mark = 'main';
if (isMainThread) {
  globalThis.mark = 10;
  new Worker(__filename).on('exit', () => console.log(globalThis.mark, Object.keys(require.cache).length));
} else {
  console.log(globalThis.mark, require('fs').mark, Object.keys(require.cache).length, typeof globalThis.onmessage);
  delete require.cache[__filename];
}
