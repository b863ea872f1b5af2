'use strict';

const katex = require('katex');

console.log(katex.renderToString('c = \\pm\\sqrt{a^2 + b^2}'));
console.log(katex.renderToString('\\sum_{i=0}^n i', { displayMode: true, output: 'mathml' }));
console.log(katex.renderToString('\\RR', { macros: { '\\RR': '\\mathbb{R}' }, output: 'html' }));
console.log(katex.renderToString('\\nope', { throwOnError: false }));
console.log(katex.__parse('a_b')[0].type, typeof katex.version);
try {
  katex.renderToString('\\frac{1}{');
} catch (error) {
  console.log(error instanceof katex.ParseError, error.name, error.message, error.position);
}
