'use strict';

// Between file URLs and paths, and between URLs and the options of http.request.

const {
  Number,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypedArrayPrototypeSlice,
  decodeURIComponent,
} = primordials;
const { codes: {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH,
  ERR_INVALID_URL_SCHEME, ERR_MISSING_ARGS,
} } = require('internal/errors');
const { kValidateObjectAllowObjects, validateObject, validateString } = require('internal/validators');
const posix = require('internal/path/posix');
const win32 = require('internal/path/win32');
const { URL, isURL } = require('internal/url/url');

const SLASHES = /\//g;
const ENCODED_SLASH = /%2f/i;
const ENCODED_SEPARATOR = /%2f|%5c/i;

// The part of a file URL that names a Windows path, still percent-encoded, its slashes turned.
function windowsPath(url, decode) {
  const { hostname, pathname } = url;
  if (RegExpPrototypeExec(ENCODED_SEPARATOR, pathname) !== null) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
  }
  const decoded = decode(RegExpPrototypeSymbolReplace(SLASHES, pathname, '\\'));
  if (hostname !== '') return { prefix: `\\\\${domainToUnicode(hostname)}`, path: decoded };
  const letter = (typeof decoded === 'string' ? StringPrototypeCharCodeAt(decoded, 1) : decoded[1]) | 0x20;
  const colon = typeof decoded === 'string' ? decoded[2] === ':' : decoded[2] === 58;
  if (letter < 97 || letter > 122 || !colon) throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  return { prefix: '', path: typeof decoded === 'string' ? StringPrototypeSlice(decoded, 1) : TypedArrayPrototypeSlice(decoded, 1) };
}

function posixPath(url) {
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  if (RegExpPrototypeExec(ENCODED_SLASH, url.pathname) !== null) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
  }
  return url.pathname;
}

function asFileURL(value) {
  if (typeof value === 'string') value = new URL(value);
  else if (!isURL(value)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], value);
  if (value.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return value;
}

function fileURLToPath(value, options = undefined) {
  const windows = options?.windows;
  const url = asFileURL(value);
  if (windows) {
    const parts = windowsPath(url, decodeURIComponent);
    return parts.prefix + parts.path;
  }
  const pathname = posixPath(url);
  return StringPrototypeIncludes(pathname, '%') ? decodeURIComponent(pathname) : pathname;
}

// Like fileURLToPath for names that are not UTF-8: the bytes as they are.
function fileURLToPathBuffer(value, options = undefined) {
  const { Buffer } = require('buffer');
  const { unescapeBuffer } = require('querystring');
  const windows = options?.windows;
  const url = asFileURL(value);
  const bytes = (text) => unescapeBuffer(text, false);
  if (windows) {
    const parts = windowsPath(url, bytes);
    return parts.prefix === '' ? parts.path : Buffer.concat([Buffer.from(parts.prefix), parts.path]);
  }
  return bytes(posixPath(url));
}

// Characters that a path may hold and a file URL may not hold as they are; the parser escapes the rest.
const TO_ESCAPE = /[%\\\n\r\t?#[\]^|~]/g;
const TO_ESCAPE_WINDOWS = /[%\n\r\t?#[\]^|~]/g;
const ESCAPES = {
  '__proto__': null,
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23',
  '[': '%5B', ']': '%5D', '^': '%5E', '|': '%7C', '~': '%7E',
};
const escaped = (text, pattern) => RegExpPrototypeSymbolReplace(pattern, text, (c) => ESCAPES[c]);

// `\\server\share\…` becomes file://server/share/…
function uncToFileURL(filepath) {
  const extended = StringPrototypeStartsWith(filepath, '\\\\?\\UNC\\');
  const start = extended ? 8 : 2;
  const end = StringPrototypeIndexOf(filepath, '\\', start);
  if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
  if (end === 2) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
  const url = new URL(`file://${escaped(StringPrototypeSlice(filepath, end), TO_ESCAPE_WINDOWS)}`);
  url.hostname = domainToASCII(StringPrototypeSlice(filepath, start, end));
  return url;
}

function pathToFileURL(filepath, options = undefined) {
  const windows = options?.windows;
  validateString(filepath, 'path');
  if (windows && StringPrototypeStartsWith(filepath, '\\\\')) return uncToFileURL(filepath);
  let resolved = windows ? win32.resolve(filepath) : posix.resolve(filepath);
  // resolve() drops a slash at the end, and a URL needs it.
  const last = filepath[filepath.length - 1];
  const separator = windows ? '\\' : '/';
  if ((last === '/' || (windows && last === '\\')) && resolved[resolved.length - 1] !== separator) resolved += separator;
  return new URL(`file://${windows ? '/' : ''}${escaped(resolved, windows ? TO_ESCAPE_WINDOWS : TO_ESCAPE)}`);
}

function toPathIfFileURL(value) {
  return isURL(value) ? fileURLToPath(value) : value;
}

function urlToHttpOptions(url) {
  validateObject(url, 'url', kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? StringPrototypeSlice(hostname, 1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function domainToASCII(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return binding('url').domain_to_ascii(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return binding('url').domain_to_unicode(`${domain}`);
}

module.exports = {
  fileURLToPath, fileURLToPathBuffer, pathToFileURL, toPathIfFileURL, urlToHttpOptions, domainToASCII, domainToUnicode,
};
