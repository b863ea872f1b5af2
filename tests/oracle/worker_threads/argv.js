'use strict';
const { Worker, isMainThread } = require('worker_threads');
if (isMainThread) {
  const path = require('path');
  new Worker(__filename, { argv: ['a', 1, null, { b: 2 }], execArgv: ['--no-warnings', '--pending-deprecation'], name: ' named ' }).on('exit', () => {
    new Worker('console.log(process.argv.slice(1), process.execArgv, require("worker_threads").threadName)', { eval: true, argv: ['x'] }).on('exit', () => {
      const relative = `./${path.relative(process.cwd(), __filename)}`;
      new Worker(relative, { name: '' });
    });
  });
} else {
  const { threadName } = require('worker_threads');
  console.log(require('path').basename(process.argv[1]), process.argv.slice(2), process.execArgv, threadName, process.argv0 === process.argv[0]);
  console.log(require.main === module, module.id, module.parent, __filename === process.argv[1]);
}
