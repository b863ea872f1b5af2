'use strict';
const qs = require('querystring');
for (const run of [() => qs.parse(5), () => qs.parse(''), () => qs.parse('a=1&a=2&b'), () => qs.parse('a=1;b=2', ';'), () => qs.parse('a:1', '&', ':'), () => qs.parse('a=%zz&b=%E4'), () => qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), () => qs.parse('a=1&b=2', null, null, { maxKeys: 0 }), () => qs.parse('a=b', null, null, { decodeURIComponent: (t) => t.toUpperCase() }), () => qs.parse('a=b', null, null, { decodeURIComponent() { throw new Error('x'); } }),
                   () => qs.parse('&&a==b=&=c&'), () => Object.getPrototypeOf(qs.parse('a')), () => qs.stringify({ a: [1, 'x', true], b: null, c: undefined, d: NaN, e: 5n, f: '', g: {}, h: Infinity }), () => qs.stringify('x'), () => qs.stringify(), () => qs.stringify({ a: 'ü&=' }, ';', ':'), () => qs.stringify({ a: '\ud800' }), () => qs.stringify({ a: 'x' }, null, null, { encodeURIComponent: (t) => `<${t}>` }), () => qs.escape('a b+ü*~\''), () => qs.escape({ toString() { return 'obj'; } }), () => qs.escape(5), () => qs.escape('\udc00x'), () => qs.unescape('a%20b+%zz'), () => qs.unescapeBuffer('a%20%zz').toString()]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
