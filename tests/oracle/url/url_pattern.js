'use strict';

// URLPattern: the normal form of patterns, their matches, and invalid patterns.

const util = require('util');

const parts = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const show = (pattern) => [...parts.map((name) => pattern[name]), pattern.hasRegExpGroups].join(' | ');
const groups = (result) => result && parts.filter((name) => Object.keys(result[name].groups).length).map((name) => `${name}=${result[name].input} ${JSON.stringify(Object.entries(result[name].groups).sort())}`).join('; ');

console.log(URLPattern === require('url').URLPattern, URLPattern.length, URLPattern.name, Object.getOwnPropertyNames(URLPattern.prototype).join(), Object.prototype.toString.call(new URLPattern()));
const patterns = [
  [], ['http://x.com/a'], ['/a', 'http://x.com/b/c?d#e'], ['a/:id', 'http://x.com/b/c'], ['https://*.example.com/:file.:ext'], ['http{s}?://x.com/*'],
  ['https://example.com:8080/books/:id(\\d+)?q=:q#:h'], ['data:text/:rest'], ['*://*/a'], ['http://[\\:\\:1]:80/'], ['http://user:pass@x.com/'], ['https://x.com/?a'], ['https://x.com/{a}?'],
  ['https://x.com/a\\?b'], ['?search', 'http://x.com/a'], ['#hash', 'http://x.com/a?b'], ['http://x.com:(80|443)/'], ['http://x.com:80/'], ['http://x.com:8080/'], ['ws://x/'], ['file:///a/*'],
  [{}], [{ pathname: '/a/:b' }], [{ pathname: '/a/:b?' }], [{ pathname: '/a/:b+' }], [{ pathname: '/a/:b*' }], [{ pathname: '/a/(.*)' }], [{ pathname: '/a/*/b/*' }], [{ pathname: '/{a/:b}?/c' }],
  [{ pathname: '/:a(x|y)-:b' }], [{ pathname: '/:a{-:b}?' }], [{ pathname: '/a{:b}c' }], [{ pathname: '/:a\\:b' }], [{ pathname: 'relative' }], [{ pathname: '/é/%41/' }], [{ pathname: '/a/../b' }],
  [{ hostname: '*.example.com' }], [{ hostname: ':sub.example.com' }], [{ hostname: 'EXAMPLE.com' }], [{ hostname: 'xn--fiqs8s' }], [{ hostname: 'ä.com' }], [{ hostname: '[\\:\\:1]' }], [{ hostname: '{[\\:\\:ab]}' }],
  [{ protocol: 'http{s}?' }], [{ protocol: 'http:' }], [{ protocol: 'HTTP' }], [{ protocol: 'foo', pathname: 'opaque/:a' }], [{ port: '80' }], [{ protocol: 'http', port: '80' }], [{ port: ':p(\\d+)' }],
  [{ search: '?a=:b' }], [{ search: 'a=*' }], [{ hash: '#:x' }], [{ username: 'u*', password: ':p' }], [{ pathname: '/b', baseURL: 'http://x.com:81/c?d#e' }], [{ search: 'q', baseURL: 'http://x.com/c/d?e#f' }],
  [{ pathname: 'rel', baseURL: 'http://x.com/c/d' }], [{ pathname: '/A' }, { ignoreCase: true }], ['/A/:b', 'http://x.com', { ignoreCase: true }], [{ pathname: '/:ünï' }], [{ pathname: '/a(?:b|c)d' }],
  [{ pathname: '/([^\\/]+?)' }], [{ pathname: '/:a([^\\/]+?)' }], [{ pathname: '*a' }], [{ pathname: '(.*)' }], [{ pathname: ':a(.*)' }], [{ pathname: '{*}*' }], [{ pathname: '/{:a}b' }], [{ pathname: '/:a(1)2' }],
];
const inputs = [
  'http://x.com/a', 'https://sub.example.com/name.txt', 'https://example.com:8080/books/12?q=z#h', 'http://x.com/a/b', 'http://x.com/a/b/c', 'http://x.com/A', 'http://user:pass@x.com/',
  'data:text/plain,x', 'http://[::1]/', 'http://x.com:81/b', 'file:///a/b', 'http://x.com/a?b', 'http://x.com/c/rel', { pathname: '/a/b' }, { hostname: 'sub.example.com' }, { protocol: 'http', port: '80' },
  { pathname: '/b', baseURL: 'http://x.com:81/' }, {}, { port: 'x' }, { baseURL: 'x' },
];
for (const args of patterns) {
  let pattern;
  try {
    pattern = new URLPattern(...args);
  } catch (error) {
    console.log(JSON.stringify(args), error.name, error.code, error.message);
    continue;
  }
  console.log(JSON.stringify(args), show(pattern));
  for (const input of inputs) {
    const result = pattern.exec(input);
    if (result !== null) console.log('  ', JSON.stringify(input), pattern.test(input), groups(result));
  }
}
console.log(new URLPattern('/:x', 'http://x.com').exec('/y', 'http://x.com').inputs, new URLPattern('/:x', 'http://x.com').test('/y'));
console.log(new URLPattern().exec({ pathname: '/a', port: '1' }).inputs);
console.log(util.inspect(new URLPattern({ pathname: '/:b(\\d+)/*' }).exec('http://x.com/12/c?d#e'), { depth: 9 }));
for (const args of [
  ['/a'], [1], [{ pathname: '(' }], [{ pathname: ':' }], [{ pathname: '/a' }, 'http://x'], ['http://x/(a)(?<b>)'], ['a', 'b', 'c'], ['a', 'b'], [{ pathname: '{a' }], [{ pathname: 'a}' }], [{ pathname: '/:a/:a' }],
  [{ pathname: '(a(b))' }], [{ pathname: '(é)' }], [{ pathname: '()' }], [{ pathname: '\\' }], [{ hostname: 'a b' }], [{ hostname: 'a:b' }], [{ port: 'x' }], [{ port: '99999' }], [{ protocol: 'h t' }], [{ baseURL: 'x' }],
  ['http://x', 'y', 1], [{ pathname: '([' }], [true], [Symbol('x')],
]) {
  try {
    console.log(args, show(new URLPattern(...args)));
  } catch (error) {
    console.log(args, error.name, error.code, error.message);
  }
}
const one = new URLPattern();
for (const run of [() => one.exec(Symbol('x')), () => one.test(1), () => URLPattern(), () => one.test({}, 'http://x'), () => one.test.call({}), () => Object.getOwnPropertyDescriptor(URLPattern.prototype, 'hash').get.call({}), () => one.test('/a', 'nope'), () => one.exec(), () => one.test()]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
