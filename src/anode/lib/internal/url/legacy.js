'use strict';

// The URL parser from before the standard: `url.parse` and its result. It is lenient, browsers do not agree with it, and much of npm still
// calls it; so programs may rely on every oddity here.

const {
  ArrayPrototypeJoin,
  FunctionPrototypeCall,
  Int8Array,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  decodeURIComponent,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL } } = require('internal/errors');
const { validateString } = require('internal/validators');
const { encodeStr, hexTable } = require('internal/querystring');

// Schemes that never have a host, and schemes that always have one.
const HOSTLESS = new SafeSet(['javascript', 'javascript:']);
const SLASHED = new SafeSet([
  'http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:', 'ws', 'ws:', 'wss', 'wss:',
]);

const PROTOCOL = /^[a-z0-9.+-]+:/i;
const PORT = /:[0-9]*$/;
const HOST_WITH_AUTH = /^\/\/[^@/]+@[^@/]+/;
const SIMPLE_PATH = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const FORBIDDEN_IN_HOST = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const FORBIDDEN_IN_IPV6 = /[\0\t\n\r #%/<>?@\\^|]/;
const HASH_MARK = /#/g;
const PATH_MARKS = /[#?]/g;

const ESCAPED = /[\t\n\r "'<>\\^`{|}]/g;
const escape = (text) =>
  RegExpPrototypeSymbolReplace(ESCAPED, text, (c) => hexTable[StringPrototypeCharCodeAt(c, 0)]);

const inAuth = new Int8Array(128);
for (let i = 0; i < 128; i++) {
  const letter = i | 0x20;
  inAuth[i] = (i >= 48 && i <= 58) || (i >= 65 && letter >= 97 && letter <= 122) ||
    i === 33 || (i >= 39 && i <= 42) || i === 45 || i === 46 || i === 95 || i === 126 ? 1 : 0;
}

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

const isSpace = (code) => code < 33 || code === 0xA0 || code === 0xFEFF;

// Without the white space around it, and backslashes before the query turned into slashes.
function trimmed(url) {
  let start = 0;
  let end = url.length;
  while (start < end && isSpace(StringPrototypeCharCodeAt(url, start))) start++;
  while (end > start && isSpace(StringPrototypeCharCodeAt(url, end - 1))) end--;
  let rest = '';
  let copied = start;
  for (let i = start; i < end; i++) {
    const c = url[i];
    if (c === '?' || c === '#') break;
    if (c === '\\') {
      rest += `${StringPrototypeSlice(url, copied, i)}/`;
      copied = i + 1;
    }
  }
  return rest + StringPrototypeSlice(url, copied, end);
}

// The end of the host in the text after the slashes: `rest` without tabs and newlines, the position of the last @ before that end, and of
// the first character that can be in no host (-1: everything is host).
function scanHost(rest) {
  let at = -1;
  let end = -1;
  for (let i = 0; i < rest.length; i++) {
    switch (rest[i]) {
      case '\t': case '\n': case '\r':
        rest = StringPrototypeSlice(rest, 0, i) + StringPrototypeSlice(rest, i + 1);
        i--;
        continue;
      case ' ': case '"': case '%': case "'": case ';': case '<': case '>': case '\\': case '^': case '`':
      case '{': case '|': case '}':
        if (end === -1) end = i;
        continue;
      case '@':
        at = i;
        end = -1;
        continue;
      case '#': case '/': case '?':
        return { rest, at, end: end === -1 ? i : end };
      default:
    }
  }
  return { rest, at, end };
}

let warnedOfPort = false;

// A colon that starts no port ends the host name; the remainder becomes path.
function cutHostname(self, rest, hostname, url) {
  const colon = StringPrototypeIndexOf(hostname, ':');
  if (colon === -1) return rest;
  if (!warnedOfPort) {
    warnedOfPort = true;
    process.emitWarning(`The URL ${url} is invalid. Future versions of Node.js will throw an error.`,
                        'DeprecationWarning', 'DEP0170');
  }
  self.hostname = StringPrototypeSlice(hostname, 0, colon);
  return `/${StringPrototypeSlice(hostname, colon)}${rest}`;
}

function needsToASCII(name) {
  for (let i = 0; i < name.length; i++) {
    if (StringPrototypeCharCodeAt(name, i) > 127) return true;
  }
  return StringPrototypeIncludes(name, 'xn--');
}

Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const match = RegExpPrototypeExec(PORT, host);
  if (match !== null) {
    const port = match[0];
    if (port !== ':') this.port = StringPrototypeSlice(port, 1);
    host = StringPrototypeSlice(host, 0, host.length - port.length);
  }
  if (host) this.hostname = host;
};

// Takes authority off the front of `rest` and returns the remainder.
function parseAuthority(self, rest, url) {
  const scan = scanHost(rest);
  ({ rest } = scan);
  let start = 0;
  if (scan.at !== -1) {
    self.auth = decodeURIComponent(StringPrototypeSlice(rest, 0, scan.at));
    start = scan.at + 1;
  }
  self.host = scan.end === -1 ? StringPrototypeSlice(rest, start) : StringPrototypeSlice(rest, start, scan.end);
  rest = scan.end === -1 ? '' : StringPrototypeSlice(rest, scan.end);
  self.parseHost();
  if (typeof self.hostname !== 'string') self.hostname = '';
  const { hostname } = self;
  const ipv6 = isIPv6(hostname);
  if (!ipv6) rest = cutHostname(self, rest, hostname, url);
  self.hostname = self.hostname.length > 255 ? '' : StringPrototypeToLowerCase(self.hostname);
  if (self.hostname !== '') {
    if (ipv6) {
      if (RegExpPrototypeExec(FORBIDDEN_IN_IPV6, self.hostname) !== null) throw new ERR_INVALID_URL(url);
    } else {
      // A name may have dots of other scripts: IDNA may turn them into characters that parsing kept out.
      if (needsToASCII(self.hostname)) self.hostname = require('internal/idna').toASCII(self.hostname);
      if (self.hostname === '' || RegExpPrototypeExec(FORBIDDEN_IN_HOST, self.hostname) !== null) {
        throw new ERR_INVALID_URL(url);
      }
    }
  }
  self.host = `${self.hostname || ''}${self.port ? `:${self.port}` : ''}`;
  if (ipv6) {
    self.hostname = StringPrototypeSlice(self.hostname, 1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

const isIPv6 = (hostname) => hostname[0] === '[' && hostname[hostname.length - 1] === ']';

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = trimmed(url);

  if (!slashesDenoteHost && !StringPrototypeIncludes(url, '#') && RegExpPrototypeExec(/^[^?]*@/, url) === null) {
    const simple = RegExpPrototypeExec(SIMPLE_PATH, rest);
    if (simple !== null) {
      this.path = this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        const query = StringPrototypeSlice(this.search, 1);
        this.query = parseQueryString ? require('querystring').parse(query) : query;
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }

  const protocol = RegExpPrototypeExec(PROTOCOL, rest)?.[0];
  let scheme;
  if (protocol) {
    scheme = StringPrototypeToLowerCase(protocol);
    this.protocol = scheme;
    rest = StringPrototypeSlice(rest, protocol.length);
  }
  let slashes;
  if (slashesDenoteHost || protocol || RegExpPrototypeExec(HOST_WITH_AUTH, rest) !== null) {
    slashes = rest[0] === '/' && rest[1] === '/';
    if (slashes && !(protocol && HOSTLESS.has(scheme))) {
      rest = StringPrototypeSlice(rest, 2);
      this.slashes = true;
    }
  }
  if (!HOSTLESS.has(scheme) && (slashes || (protocol && !SLASHED.has(protocol)))) {
    rest = parseAuthority(this, rest, url);
  }
  if (!HOSTLESS.has(scheme)) rest = escape(rest);

  const hash = StringPrototypeIndexOf(rest, '#');
  if (hash !== -1) this.hash = StringPrototypeSlice(rest, hash);
  const beforeHash = hash === -1 ? rest : StringPrototypeSlice(rest, 0, hash);
  const question = StringPrototypeIndexOf(beforeHash, '?');
  if (question !== -1) {
    this.search = StringPrototypeSlice(beforeHash, question);
    const query = StringPrototypeSlice(this.search, 1);
    this.query = parseQueryString ? require('querystring').parse(query) : query;
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  const pathname = question === -1 ? beforeHash : StringPrototypeSlice(beforeHash, 0, question);
  if (pathname) this.pathname = pathname;
  if (SLASHED.has(scheme) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = `${this.pathname || ''}${this.search || ''}`;
  this.href = this.format();
  return this;
};

Url.prototype.format = function format() {
  const auth = this.auth ? `${encodeStr(this.auth, inAuth, hexTable)}@` : '';
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const bare = StringPrototypeIncludes(this.hostname, ':') && !isIPv6(this.hostname);
    host = auth + (bare ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') query = require('querystring').stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';

  if (protocol && protocol[protocol.length - 1] !== ':') protocol += ':';
  pathname = RegExpPrototypeSymbolReplace(PATH_MARKS, pathname, (c) => (c === '#' ? '%23' : '%3F'));
  if (this.slashes || SLASHED.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.length >= 4 && StringPrototypeSlice(protocol, 0, 4) === 'file') {
      host = '//';
    }
  }
  search = RegExpPrototypeSymbolReplace(HASH_MARK, search, '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

Url.prototype.resolveObject = function resolveObject(relative) {
  return require('internal/url/legacy_resolve')(this, relative, Url, SLASHED, HOSTLESS);
};

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQueryString, slashesDenoteHost);
}

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (require('internal/url').isURL(urlObject)) {
    return formatStandard(urlObject, options);
  }
  return FunctionPrototypeCall(Url.prototype.format, urlObject);
}

// A standard URL as text, without the parts that the options leave out.
function formatStandard(url, options) {
  const { validateObject } = require('internal/validators');
  const { URL, domainToUnicode } = require('internal/url');
  if (options) validateObject(options, 'options');
  const wants = (name, otherwise) => (options?.[name] != null ? !!options[name] : otherwise);
  const shown = new URL(url.href);
  if (!wants('fragment', true)) shown.hash = '';
  if (!wants('search', true)) shown.search = '';
  if (!wants('auth', true)) shown.username = shown.password = '';
  const { href, hostname } = shown;
  if (!wants('unicode', false) || !StringPrototypeIncludes(hostname, 'xn--')) return href;
  const auth = shown.username || shown.password ?
    `${shown.username}${shown.password ? `:${shown.password}` : ''}@` : '';
  const front = `${shown.protocol}//${auth}`;
  return ArrayPrototypeJoin([
    front, domainToUnicode(hostname), StringPrototypeSlice(href, front.length + hostname.length),
  ], '');
}

module.exports = {
  Url,
  urlParse,
  urlFormat,
  urlResolve: (source, relative) => urlParse(source, false, true).resolve(relative),
  urlResolveObject: (source, relative) => (
    source ? urlParse(source, false, true).resolveObject(relative) : relative
  ),
};
