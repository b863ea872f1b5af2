'use strict';

// Compiled code is kept in a folder, and a file that changes is compiled again.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compile-cache-'));
const script = path.join(folder, 'script.cjs');
const run = (text, env) => {
  fs.writeFileSync(script, text);
  const { stdout, status } = spawnSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, ...env } });
  return [stdout.trim(), status];
};
const kept = () => {
  const [version] = fs.readdirSync(path.join(folder, 'kept'));
  return fs.readdirSync(path.join(folder, 'kept', version)).length;
};
const env = { NODE_COMPILE_CACHE: path.join(folder, 'kept') };
console.log(run('console.log(1, require("module").getCompileCacheDir() !== undefined)', env), kept());
console.log(run('console.log(1, require("module").getCompileCacheDir() !== undefined)', env), kept());
console.log(run('console.log(2); import("fs").then((fs) => console.log(typeof fs.readFile))', env), kept());
console.log(run('console.log(2); import("fs").then((fs) => console.log(typeof fs.readFile))', env), kept());
console.log(run('syntax error', env)[1], kept());
console.log(run('const m = require("module"); const r = m.enableCompileCache(); console.log(r.status, r.directory === m.getCompileCacheDir(), r.message)', env));
console.log(run('const r = require("module").enableCompileCache(); console.log(r.status, r.message)', { ...env, NODE_DISABLE_COMPILE_CACHE: '1' }));
const file = path.join(folder, 'file');
fs.writeFileSync(file, '');
console.log(run(`const r = require("module").enableCompileCache(${JSON.stringify(file)}); console.log(r.status, typeof r.message)`, {}));
console.log(run('const m = require("module"); try { m.enableCompileCache(1) } catch (e) { console.log(e.code) } console.log(m.getCompileCacheDir(), m.flushCompileCache())', {}));
fs.rmSync(folder, { recursive: true });
