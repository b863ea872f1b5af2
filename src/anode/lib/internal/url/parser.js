'use strict';

// A URL as its normalised href and the offsets of its parts. ada does the parsing, one crossing a URL; a URL that is plainly normal
// already
// never crosses.

const { StringPrototypeCharCodeAt, StringPrototypeSlice } = primordials;

const { FILE, NOT_SPECIAL, plain, plainRelative } = require('internal/url/plain');

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

  get hasPort() { return this.port !== -1 && this.port !== 0xffffffff; }
  get hasSearch() { return this.search_start !== -1; }
  get hasHash() { return this.hash_start !== -1; }
}

// The last base that was plain: a server resolves every request's path against the same one.
let lastBase;
const baseContext = new URLContext();

function parsePlain(input, base, context) {
  if (base === undefined) return plain(input, context);
  if (base !== lastBase) {
    lastBase = undefined;
    if (!plain(base, baseContext)) return false;
    lastBase = base;
  }
  return plainRelative(input, baseContext, context) || plain(input, context);
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
  if (parsePlain(input, base, context)) return true;
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
  if (parsePlain(input, base, new URLContext())) return true;
  return base === undefined ? binding('url').can_parse(input) : binding('url').can_parse(input, base);
}

function update(context, part, value) {
  unpack(binding('url').update(context.href, part, value), context);
}

module.exports = { URLContext, FILE, NOT_SPECIAL, parse, tryParse, canParse, update };
