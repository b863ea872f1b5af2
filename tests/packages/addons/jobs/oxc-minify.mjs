import { minify, minifySync } from 'oxc-minify';

console.log(minifySync('a.js', 'function foo(bar) { return bar + 1 } console.log(foo(2))').code, (await minify('a.js', 'let a = 1 + 1')).code);
