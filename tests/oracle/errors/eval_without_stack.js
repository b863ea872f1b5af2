// Where an error without a stack, or a value, was thrown in a text of --eval.
const { spawnSync } = require('node:child_process');
for (const p of ["const error = new Error('x'); error.stack = undefined; throw error", "const a = \"throw 1\"; throw a", "const e = new Error(\"it's\"); delete e.stack; throw e", "const t = 'throw {}'; throw { t }", "let s = 'it\\'s'; throw 5"]) {
  const { stderr } = spawnSync(process.execPath, ['-e', p], { encoding: 'utf8' }); console.log(stderr.split('\n').slice(0, 5)); }
