'use strict';

// `node:url`.

const { ObjectDefineProperty } = primordials;
const {
  URL, URLSearchParams, domainToASCII, domainToUnicode, fileURLToPath, fileURLToPathBuffer, pathToFileURL,
  urlToHttpOptions,
} = require('internal/url');
const { Url, urlParse, urlFormat, urlResolve, urlResolveObject } = require('internal/url/legacy');

let warned = false;

// Warns once that `url.parse` follows no standard. Calls from installed packages do not warn.
function parse(url, parseQueryString, slashesDenoteHost) {
  if (!warned && !require('internal/util/structured_stack').isInsideNodeModules(2)) {
    warned = true;
    process.emitWarning('`url.parse()` behavior is not standardized and prone to errors that have security ' +
      'implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.',
                        'DeprecationWarning', 'DEP0169');
  }
  return urlParse(url, parseQueryString, slashesDenoteHost);
}

// Gives a function the name by which Node shows it.
function named(fn, name) {
  return ObjectDefineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
}

module.exports = {
  Url,
  parse: named(parse, 'urlParse'),
  resolve: named(urlResolve, 'urlResolve'),
  resolveObject: named(urlResolveObject, 'urlResolveObject'),
  format: named(urlFormat, 'urlFormat'),
  URL,
  get URLPattern() { return require('internal/url_pattern').URLPattern; },
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
};
