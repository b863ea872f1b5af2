'use strict';

const { minify, minify_sync: minifySync } = require('terser');

(async () => {
  const code = 'function add(first, second) { if (false) { dead(); } const total = first + second; return total; } console.log(add(1, 2)); class A { #p = 1; get p() { return this.#p ?? `t${1 + 1}`; } } export { A };';
  console.log((await minify(code, { module: true })).code);
  console.log((await minify({ 'a.js': 'var longName = 1;', 'b.js': 'console.log(longName)' }, { toplevel: true, compress: { passes: 2 }, sourceMap: { filename: 'out.js' } })));
  console.log(minifySync('/*! kept */ let a = 1; // gone', { format: { comments: 'some', beautify: true }, mangle: false }).code);
  const cache = {};
  await minify('let o = { long_: 1 }; o.long_++;', { mangle: { properties: { regex: /_$/ } }, nameCache: cache });
  console.log(cache.props.props);
  for (const [bad, options] of [['let = ;', {}], ['a', { nope: true }]]) await minify(bad, options).catch((error) => console.log(error.name, error.message, error.line, error.col));
})();
