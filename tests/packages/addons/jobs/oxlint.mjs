import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';

const bin = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin', 'oxlint');
const folder = mkdtempSync('/tmp/anode-oxlint-');
writeFileSync(`${folder}/a.js`, 'debugger; const a = 1;');
console.log(execFileSync(process.execPath, [bin, '--version']).toString());
const { status, stdout } = spawnSync(process.execPath, [bin, '--format=unix', 'a.js'], { cwd: folder });
console.log(status, stdout.toString());
rmSync(folder, { recursive: true });
