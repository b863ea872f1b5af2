'use strict';
const { spawnSync } = require('child_process');
for (const option of ['--print', '--not-an-option', '-e', '--test', '--no-warnings', '--max-old-space-size=100', 'file.js', '"--title=a b"', '--title="unclosed']) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['-e', 'console.log(process.title.length > 0, process.execArgv.length)'], { env: { ...process.env, NODE_OPTIONS: option } });
  console.log(option, status, `${stdout}`, `${stderr}`.replace(process.execPath, 'NODE'));
}
