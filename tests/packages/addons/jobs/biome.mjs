import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const bin = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
console.log(execFileSync(process.execPath, [bin, '--version']).toString());
const { stdout } = spawnSync(process.execPath, [bin, 'format', '--stdin-file-path=a.js'], { input: 'let   a=1' });
console.log(stdout.toString());
