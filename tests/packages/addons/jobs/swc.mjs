import swc from '@swc/core';

const source = 'const x: number = 1; export default class A<T> { private y?: T; #z = x ?? 2; }';
console.log(swc.transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es5' }, sourceMaps: true }));
console.log(await swc.transform(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }));
console.log(await swc.minify('function foo(bar) { return bar + 1 } foo(2)', { compress: true, mangle: true }));
console.log((await swc.parse('a?.b')).body[0].type);
try {
  swc.parseSync('let = =');
} catch (error) {
  console.log(error.message.split('Stack backtrace')[0]);
}
