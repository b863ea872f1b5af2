'use strict';

// A URL as its normalised href and the offsets of its parts. ada does the parsing, one crossing a URL;
// what is plainly normal already never crosses.

const {
  RegExp,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  hardenRegExp,
} = primordials;

// ada's numbers for the schemes.
const HTTP = 0;
const NOT_SPECIAL = 1;
const HTTPS = 2;
const FILE = 6;

// The names are those that `inspect(url, { showHidden: true })` shows. Absent parts have the offset -1.
class URLContext {
  href = '';
  protocol_end = 0;
  username_end = 0;
  host_start = 0;
  host_end = 0;
  pathname_start = 0;
  search_start = 0;
  hash_start = 0;
  port = 0;
  scheme_type = 1;

  get hasPort() { return this.port !== -1; }
  get hasSearch() { return this.search_start !== -1; }
  get hasHash() { return this.hash_start !== -1; }
}

// URLs that the standard's parser returns unchanged:
// - the host is lower-case ASCII whose last label starts with a letter (so it is no IPv4 address), no label is
//   punycode, and the port has no leading zero;
// - path, query and fragment hold only characters that are in no percent-encode set, and the path has no segment
//   that starts with a dot, plain or encoded (so there is nothing to fold).
const PLAIN = hardenRegExp(new RegExp(
  '^(?:(https?):\\/\\/((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?)(?::([1-9][0-9]{0,4}))?|file:\\/\\/)' +
  "(\\/[A-Za-z0-9\\-._~!$&'()*+,;=:@/%]*)?" +
  '(\\?[A-Za-z0-9\\-._~!$&()*+,;=:@/?%]*)?(#[A-Za-z0-9\\-._~!$&()*+,;=:@/?%]*)?$'));
const DOT_SEGMENT = hardenRegExp(/\/(?:\.|%2e)/i);

// Fills `context` if `input` is such a URL.
function parsePlain(input, context) {
  const match = RegExpPrototypeExec(PLAIN, input);
  if (match === null) return false;
  const scheme = match[1];
  const host = match[2];
  let path = match[4];
  if (path !== undefined && RegExpPrototypeExec(DOT_SEGMENT, path) !== null) return false;
  let port = -1;
  let end;
  if (scheme === undefined) {
    if (path === undefined) return false;
    context.protocol_end = 5;
    context.scheme_type = FILE;
    end = 7;
  } else {
    if (StringPrototypeIndexOf(host, 'xn--') !== -1) return false;
    context.protocol_end = scheme.length + 1;
    context.scheme_type = scheme === 'http' ? HTTP : HTTPS;
    end = scheme.length + 3 + host.length;
    if (match[3] !== undefined) {
      port = +match[3];
      if (port > 65535 || port === (scheme === 'http' ? 80 : 443)) return false;
    }
  }
  const start = context.protocol_end + 2;
  context.username_end = context.host_start = start;
  context.host_end = end;
  context.port = port;
  if (port !== -1) end += 1 + match[3].length;
  context.pathname_start = end;
  if (path === undefined) {
    path = '/';
    context.href = `${StringPrototypeSlice(input, 0, end)}/${StringPrototypeSlice(input, end)}`;
  } else {
    context.href = input;
  }
  end += path.length;
  context.search_start = match[5] === undefined ? -1 : end;
  if (match[5] !== undefined) end += match[5].length;
  context.hash_start = match[6] === undefined ? -1 : end;
  return true;
}

// The next number of a packed URL; `cursor.at` moves behind the space after it.
function unpack(packed, context) {
  let at = 0;
  const next = () => {
    let code = StringPrototypeCharCodeAt(packed, at);
    const negative = code === 45;
    if (negative) code = StringPrototypeCharCodeAt(packed, ++at);
    let value = 0;
    for (; code !== 32; code = StringPrototypeCharCodeAt(packed, ++at)) value = value * 10 + code - 48;
    at++;
    return negative ? -value : value;
  };
  context.protocol_end = next();
  context.username_end = next();
  context.host_start = next();
  context.host_end = next();
  context.port = next();
  context.pathname_start = next();
  context.search_start = next();
  context.hash_start = next();
  context.scheme_type = next();
  context.href = StringPrototypeSlice(packed, at);
  return context;
}

// Parses into `context`; false when the URL is not valid.
function tryParse(input, base, context) {
  if (base === undefined && parsePlain(input, context)) return true;
  const packed = base === undefined ? binding('url').parse(input) : binding('url').parse(input, base);
  if (typeof packed !== 'string') return false;
  unpack(packed, context);
  return true;
}

// A plain error with a code. The input stays out of its message: messages end in logs, and a URL may carry a password.
function invalidUrl(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

function parse(input, base, context) {
  if (!tryParse(input, base, context)) throw invalidUrl(input, base);
  return context;
}

function canParse(input, base) {
  if (base === undefined && parsePlain(input, new URLContext())) return true;
  return base === undefined ? binding('url').can_parse(input) : binding('url').can_parse(input, base);
}

function update(context, part, value) {
  unpack(binding('url').update(context.href, part, value), context);
}

module.exports = { URLContext, FILE, NOT_SPECIAL, parse, tryParse, canParse, update };
