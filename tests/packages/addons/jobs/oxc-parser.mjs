import { parse, parseSync } from 'oxc-parser';

console.log(JSON.stringify(parseSync('a.ts', 'let x: number = 1').program), (await parse('a.js', 'import a from "b"')).module);
console.log(parseSync('a.js', 'let =').errors);
