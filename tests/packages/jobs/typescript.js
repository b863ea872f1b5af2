'use strict';

// tsc on a project of 200 files, and the compiler's API.
const { spawnSync } = require('child_process');
const { createHash } = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const ts = require('typescript');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tsc-'));
fs.mkdirSync(path.join(folder, 'src'));
fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'es2020', module: 'commonjs', strict: true, declaration: true, sourceMap: true, outDir: 'out', types: [] }, include: ['src'] }));
for (let i = 0; i < 200; i++) {
  const before = i > 0 ? `import { make${i - 1}, type Shape${i - 1} } from './file${i - 1}';\n` : '';
  fs.writeFileSync(path.join(folder, 'src', `file${i}.ts`), `${before}export interface Shape${i} { name: string; size?: number${i > 0 ? `; inner: Shape${i - 1}` : ''} }
export enum Kind${i} { A = ${i}, B }
export class Box${i}<T extends Shape${i}> { constructor(private readonly held: T) {} get name(): string { return this.held.name ?? Kind${i}[0]; } }
export async function make${i}(name: string): Promise<Shape${i}> { return { name${i > 0 ? `, inner: await make${i - 1}(name)` : ''} }; }\n`);
}
const tsc = require.resolve('typescript/bin/tsc');
const run = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, ...args], { cwd: folder, encoding: 'utf8' });
  console.log(status, stdout, stderr);
};
run('-p', '.', '--pretty', 'false');
const digest = createHash('sha1');
const files = fs.readdirSync(path.join(folder, 'out')).sort();
for (const file of files) digest.update(file).update(fs.readFileSync(path.join(folder, 'out', file)));
console.log(files.length, digest.digest('hex'));
require(path.join(folder, 'out', 'file20.js')).make20('x').then((made) => console.log(JSON.stringify(made).length));
fs.writeFileSync(path.join(folder, 'src', 'wrong.ts'), "import { make0 } from './file0';\nconst n: number = make0('x');\nlet unknown_thing = nope;\n");
run('-p', '.', '--noEmit', '--pretty', 'false');
console.log(ts.transpileModule('enum E { A } const x: E = <E>0; export = x', { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText);
const source = ts.createSourceFile('a.ts', 'let a: string | undefined = "x";', ts.ScriptTarget.Latest, true);
console.log(ts.SyntaxKind[source.statements[0].kind], source.statements[0].declarationList.declarations[0].type.getText());
console.log(ts.transpileModule('let = ;', { reportDiagnostics: true }).diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n')));
