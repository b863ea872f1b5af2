// Tailwind's scanner as WebAssembly, with threads that are workers.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Scanner } from '@tailwindcss/oxide-wasm32-wasi';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'oxide-'));
for (let i = 0; i < 50; i++) fs.writeFileSync(path.join(base, `${i}.html`), `<div class="flex w-${i} bg-red-${i}00 md:p-${i}">${i}</div>`);
const scanner = new Scanner({ sources: [{ base, pattern: '**/*', negated: false }] });
console.log(scanner.scan().sort().join(' '));
console.log(scanner.files.length, scanner.globs.length);
console.log(scanner.getCandidatesWithPositions({ content: '<div class="flex p-4">', extension: 'html' }));
fs.rmSync(base, { recursive: true });
process.exit();
