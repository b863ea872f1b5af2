'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const file = path.join(fs.mkdtempSync(path.join(require('os').tmpdir(), 'warnings-')), 'log');
const program = "process.emitWarning('one', 'FileWarning'); process.emitWarning('two', 'FileWarning', 'W2');";
for (const [args, env] of [[[`--redirect-warnings=${file}`], {}], [[], { NODE_REDIRECT_WARNINGS: file }], [['--redirect-warnings=/not/there'], {}]]) {
  const { status, stderr } = spawnSync(process.execPath, [...args, '-e', program], { env: { ...process.env, ...env } });
  const mask = (text) => `${text}`.replace(/\w+:\d+\)/g, 'PID)').replace(/`\w+ /g, '`NODE ');
  console.log(status, mask(stderr), fs.existsSync(file) && mask(fs.readFileSync(file)));
}
