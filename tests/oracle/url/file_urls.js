'use strict';
const url = require('url');
for (const [method, ...args] of [['fileURLToPath', 'file:///a%20b/c'], ['fileURLToPath', 'file://host/a'], ['fileURLToPath', 'http://x'], ['fileURLToPath', 'file:///a%2Fb'], ['fileURLToPath', 5], ['fileURLToPath', 'x'], ['fileURLToPath', {}], ['fileURLToPath', 'file:///C:/a', { windows: true }], ['fileURLToPath', 'file:///a', { windows: true }], ['fileURLToPath', 'file://srv/share/a', { windows: true }], ['fileURLToPath', 'file:///C:/a%5Cb', { windows: true }],
                                 ['pathToFileURL', '/a b/c#d?e%'], ['pathToFileURL', 5], ['pathToFileURL', 'C:\\a\\b', { windows: true }], ['pathToFileURL', '\\\\srv\\share\\f', { windows: true }], ['pathToFileURL', '\\\\srv', { windows: true }], ['pathToFileURL', '/a\n\r\tb\\'], ['fileURLToPathBuffer', 'file:///a%FF'], ['fileURLToPathBuffer', 5], ['domainToASCII', 'español.com'], ['domainToASCII', 'xn--iñvalid.com'], ['domainToUnicode', 'xn--espaol-zwa.com'], ['domainToASCII'],
                                 ['urlToHttpOptions', new URL('http://u:p%40@[::1]:80/a?b#c')], ['urlToHttpOptions', 'x'], ['urlToHttpOptions', {}], ['format', new URL('http://ü.com/a#b?c'), { unicode: true, fragment: false }], ['format', 5], ['format', null], ['format', { protocol: 'x', host: 'h', pathname: 'p?', search: 's#' }], ['parse', 5], ['parse', 'http://a:99999'], ['resolve', 'http://a/b', '../c'], ['resolveObject', 'http://a', 'b']]) {
  try {
    const result = url[method](...args);
    console.log(method, typeof result === 'object' && result !== null && 'href' in result ? result.href : result);
  } catch (error) {
    console.log(method, error.name, error.code, error.message, error.input);
  }
}
