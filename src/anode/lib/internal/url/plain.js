'use strict';

// URLs that the standard's parser would return as they are, found by one look at each character: nearly all URLs that a server or a client
// meets. A URL that needs any change at all (capitals in a host, a dot segment, something to encode, IPv6) is left to ada: `plain` returns
// false.

const { StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice, Uint8Array } = primordials;

const { Scheme: { HTTP, NOT_SPECIAL, HTTPS, WS, FTP, WSS, FILE } } = binding('url');

// Where a character may stand unchanged, because it is in none of the percent-encode sets of the standard. The host's are those that
// ToASCII keeps; '%' is left out there, as it would be decoded.
const USERINFO = 1, HOST = 2, PATH = 4, QUERY = 8, FRAGMENT = 16, DIGIT = 32;
const allowed = new Uint8Array(128);
for (let code = 0x21; code < 0x7f; code++) allowed[code] = QUERY | FRAGMENT | PATH | USERINFO;
function forbid(characters, where) {
  for (let i = 0; i < characters.length; i++) allowed[StringPrototypeCharCodeAt(characters, i)] &= ~where;
}
forbid('"#<>\'', QUERY);  // the quote is forbidden in special schemes only, and only those come here
forbid('"<>`', FRAGMENT);
forbid('"#<>?^`{}\\', PATH);
forbid('"#<>?^`{}\\/:;=@[]|', USERINFO);
for (let code = 0x61; code <= 0x7a; code++) allowed[code] |= HOST;
for (let code = 0x30; code <= 0x39; code++) allowed[code] |= HOST | DIGIT;
allowed[0x2d] |= HOST;
allowed[0x5f] |= HOST;

const SLASH = 0x2f, COLON = 0x3a, AT = 0x40, DOT = 0x2e, QUESTION = 0x3f, HASH = 0x23, PERCENT = 0x25, ZERO = 0x30;

// The special scheme that the input starts with, its `//` included; and its length.
let afterScheme = 0;
let defaultPort = 0;
function schemeOf(input) {
  switch (StringPrototypeCharCodeAt(input, 0)) {
    case 0x68:
      if (begins(input, 'https://')) return found(HTTPS, 8, 443);
      return begins(input, 'http://') ? found(HTTP, 7, 80) : NOT_SPECIAL;
    case 0x77:
      if (begins(input, 'wss://')) return found(WSS, 6, 443);
      return begins(input, 'ws://') ? found(WS, 5, 80) : NOT_SPECIAL;
    case 0x66:
      if (begins(input, 'file:///')) return found(FILE, 7, 0);
      return begins(input, 'ftp://') ? found(FTP, 6, 21) : NOT_SPECIAL;
    default: return NOT_SPECIAL;
  }
}

function begins(input, prefix) {
  for (let i = 0; i < prefix.length; i++) {
    if (StringPrototypeCharCodeAt(input, i) !== StringPrototypeCharCodeAt(prefix, i)) return false;
  }
  return true;
}

function found(scheme, length, port) {
  afterScheme = length;
  defaultPort = port;
  return scheme;
}

const endsAuthority = (code) => code === SLASH || code === QUESTION || code === HASH;

// Whether input[from, to) is a host that stays as it is: labels of lower-case ASCII, or a dotted IPv4 address.
function plainHost(input, from, to) {
  let label = from;      // where the current one begins
  let digits = true;     // whether it is all digits so far
  let numeric = 0;       // how many labels in a row were
  let labels = 0;
  for (let at = from; at <= to; at++) {
    const code = at === to ? DOT : StringPrototypeCharCodeAt(input, at);
    if (code !== DOT) {
      if (code > 0x7f || (allowed[code] & HOST) === 0) return false;
      if ((allowed[code] & DIGIT) === 0) digits = false;
      continue;
    }
    const length = at - label;
    if (length === 0 || length > 63) return false;
    if (length > 3 && begins4(input, label)) return false;  // punycode is checked
    labels++;
    if (digits) {
      if (length > 3 || (length > 1 && StringPrototypeCharCodeAt(input, label) === ZERO)) return false;
      if (length === 3 && +StringPrototypeSlice(input, label, at) > 255) return false;
      numeric++;
    } else {
      // A last label such as 0x7f is a number, too.
      if (at === to && StringPrototypeCharCodeAt(input, label) === ZERO) return false;
      if (at === to) return to - from < 254;
    }
    label = at + 1;
    digits = true;
  }
  return numeric === 4 && labels === 4;
}

const begins4 = (input, at) =>
  StringPrototypeCharCodeAt(input, at) === 0x78 && StringPrototypeCharCodeAt(input, at + 1) === 0x6e &&
  StringPrototypeCharCodeAt(input, at + 2) === 0x2d && StringPrototypeCharCodeAt(input, at + 3) === 0x2d;

// Scheme, user, host and port; returns where the path begins, or -1.
function authority(input, context) {
  const scheme = schemeOf(input);
  if (scheme === NOT_SPECIAL) return -1;
  const start = afterScheme;
  context.scheme_type = scheme;
  context.protocol_end = scheme === FILE ? 5 : start - 2;
  context.username_end = context.host_start = context.host_end = start;
  context.port = -1;
  if (scheme === FILE) {
    context.protocol_end = 5;
    return start;
  }
  const { length } = input;
  let host = start;
  let colon = -1;
  let end = start;
  let username = -1;
  for (; end < length; end++) {
    const code = StringPrototypeCharCodeAt(input, end);
    if (endsAuthority(code)) break;
    if (code === COLON) {
      if (colon !== -1) return -1;
      colon = end;
    } else if (code === AT) {
      if (host !== start) return -1;
      username = colon === -1 ? end : colon;
      if (username === start || colon === end - 1) return -1;  // without a name, or an empty password
      for (let i = start; i < end; i++) {
        const c = StringPrototypeCharCodeAt(input, i);
        if (i !== colon && (c > 0x7f || (allowed[c] & USERINFO) === 0)) return -1;
      }
      context.username_end = username;
      context.host_start = end;
      host = end + 1;
      colon = -1;
    }
  }
  const hostEnd = colon === -1 ? end : colon;
  if (!plainHost(input, host, hostEnd)) return -1;
  context.host_end = hostEnd;
  if (colon !== -1) {
    const first = StringPrototypeCharCodeAt(input, colon + 1);
    if (end - colon > 6 || !(first > ZERO && first <= 0x39)) return -1;
    let port = 0;
    for (let i = colon + 1; i < end; i++) {
      const digit = StringPrototypeCharCodeAt(input, i) - ZERO;
      if (digit < 0 || digit > 9) return -1;
      port = port * 10 + digit;
    }
    if (port > 65535 || port === defaultPort) return -1;
    context.port = port;
  }
  return end;
}

// Path, query and fragment from `at` on; that is a slash, '?' or '#', or the end. `shift` is how much further right they will be in the
// href. Returns whether they stay as they are.
function rest(input, at, context, shift) {
  const { length } = input;
  context.search_start = context.hash_start = -1;
  let code = 0;
  let slash = -2;  // the one that began the segment
  for (; at < length; at++) {
    code = StringPrototypeCharCodeAt(input, at);
    if (code === SLASH) {
      slash = at;
    } else if (code === DOT || code === PERCENT) {
      if (at === slash + 1 && dotSegment(input, at, code)) return false;
    } else if (code === QUESTION || code === HASH) {
      break;
    } else if (code > 0x7f || (allowed[code] & PATH) === 0) {
      return false;
    }
  }
  if (code === QUESTION && at < length) {
    context.search_start = at + shift;
    for (at++; at < length; at++) {
      code = StringPrototypeCharCodeAt(input, at);
      if (code === HASH) break;
      if (code > 0x7f || (allowed[code] & QUERY) === 0) return false;
    }
  }
  if (at < length) {
    context.hash_start = at + shift;
    for (at++; at < length; at++) {
      code = StringPrototypeCharCodeAt(input, at);
      if (code > 0x7f || (allowed[code] & FRAGMENT) === 0) return false;
    }
  }
  return true;
}

// Whether a segment that begins with a dot, plain or encoded, may be `.` or `..`; `.well-known` is not.
function dotSegment(input, at, code) {
  if (code === PERCENT) return StringPrototypeCharCodeAt(input, at + 1) === 0x32;
  let next = at + 1;
  if (StringPrototypeCharCodeAt(input, next) === DOT) next++;
  if (next >= input.length) return true;
  const after = StringPrototypeCharCodeAt(input, next);
  return after === PERCENT || endsAuthority(after);
}

// A file's first segment may be a drive letter, which has rules of its own.
const drive = (input, at) => {
  const second = StringPrototypeCharCodeAt(input, at + 2);
  return second === COLON || second === 0x7c;
};

/** Fills `context` if `input` is such a URL, and returns whether it is. */
function plain(input, context) {
  const at = authority(input, context);
  if (at === -1) return false;
  context.pathname_start = at;
  if (context.scheme_type === FILE && drive(input, at)) return false;
  if (StringPrototypeCharCodeAt(input, at) === SLASH) {
    if (!rest(input, at, context, 0)) return false;
    context.href = input;
  } else {
    if (!rest(input, at, context, 1)) return false;
    context.href = `${StringPrototypeSlice(input, 0, at)}/${StringPrototypeSlice(input, at)}`;
  }
  return true;
}

/** The same for a reference that begins with one slash or a letter, against a base that is such a URL. */
function plainRelative(input, base, context) {
  const first = StringPrototypeCharCodeAt(input, 0);
  let end = base.pathname_start;
  if (first === SLASH) {
    if (StringPrototypeCharCodeAt(input, 1) === SLASH) return false;
  } else {
    if (first > 0x7f || (allowed[first] & HOST) === 0 || StringPrototypeIndexOf(input, ':') !== -1) return false;
    const { href } = base;
    const pathEnd = base.search_start !== -1 ? base.search_start : base.hash_start !== -1 ? base.hash_start : href.length;
    for (end = pathEnd; StringPrototypeCharCodeAt(href, end - 1) !== SLASH; end--);
  }
  if (base.scheme_type === FILE) return false;
  if (!rest(input, 0, context, end)) return false;
  context.protocol_end = base.protocol_end;
  context.username_end = base.username_end;
  context.host_start = base.host_start;
  context.host_end = base.host_end;
  context.port = base.port;
  context.scheme_type = base.scheme_type;
  context.pathname_start = base.pathname_start;
  context.href = StringPrototypeSlice(base.href, 0, end) + input;
  return true;
}

module.exports = { FILE, NOT_SPECIAL, plain, plainRelative };
