'use strict';
const { spawnSync } = require('child_process');
const run = (redirection) => {
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', `"$0" -e 'console.log("out"); console.error("err"); process.exitCode = 3' ${redirection}`, process.execPath]);
  console.log(redirection, status, `${stdout}`, `${stderr}`);
};
run('>&-');
run('2>&-');
run('<&-');
run('>&- 2>&-');
