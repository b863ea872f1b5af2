import * as oxc from 'oxc-transform';

console.log((oxc.transformSync ?? oxc.transform)('a.tsx', 'const a: number = <div>{x}</div>', { jsx: { runtime: 'classic' } }));
console.log((oxc.isolatedDeclarationSync ?? oxc.isolatedDeclaration)('a.ts', 'export const a = 1;').code);
