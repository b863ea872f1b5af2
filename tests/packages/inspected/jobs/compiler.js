'use strict';

// The TypeScript compiler, for its coverage.
const fs = require('fs');
const os = require('os');
const path = require('path');
const ts = require('typescript');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tsc-'));
const main = path.join(folder, 'main.ts');
fs.writeFileSync(main, `interface Shape { name: string; size?: number }
class Box<T extends Shape> { constructor(private held: T) {} get name(): string { return this.held.name; } }
async function make(name: string): Promise<Shape> { return { name }; }
const n: number = make('x');
`);
const program = ts.createProgram([main], { noEmit: true, types: [], target: ts.ScriptTarget.ES2020, strict: true });
console.log(ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')));
console.log(ts.transpileModule('enum E { A } const x: E = <E>0; export = x', { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText);
fs.rmSync(folder, { recursive: true });
