// Flags: --no-deprecation
'use strict';
const url = require('url');
const querystring = require('querystring');
const generator = require('../util/fixtures/random_values');

const parts = ['http:', 'https:', 'file:', 'javascript:', 'mailto:', 'x-y:', '//', '/', '///', '\\', 'host', 'HOST.com', 'user@', 'u:p@', ':80', ':', '?', '#', 'a=b', '&', 'a b', '%20', '%zz', '..', '.', ';', '{', '"', '日本', '[::1]', '*', '|', '\t', "'", '~', '@', '<'];
for (let seed = 1; seed <= 1500; seed++) {
  const { int, pick, next } = generator(seed * 17);
  const make = () => Array.from({ length: int(8) + 1 }, () => pick(parts)).join('');
  const text = make();
  const other = make();
  const attempt = (name, run) => {
    try {
      console.log(seed, name, run());
    } catch (error) {
      console.log(seed, name, error.name, error.code, error.message);
    }
  };
  attempt('parse', () => JSON.stringify({ ...url.parse(text, next() < 0.3, next() < 0.3) }));
  attempt('resolve', () => url.resolve(text, other));
  attempt('format', () => url.format(url.parse(other)));
  attempt('URL', () => new URL(text, 'http://base/dir/file').href);
  attempt('can', () => URL.canParse(other));
  attempt('query', () => JSON.stringify(querystring.parse(text, pick(['&', ';', '&&']), pick(['=', ':']))));
  attempt('stringify', () => querystring.stringify({ [text]: other, list: [1, true, text], n: NaN, big: 10n, o: {} }));
  // Versions of Node differ in the rest of an invalid escape.
  if (!/%zz/.test(text)) attempt('params', () => `${new URLSearchParams(text)}`);
}
