'use strict';

// Converts header objects and raw header arrays to the flat lists of the wire, and back.

const {
  ArrayIsArray, ArrayPrototypeConcat, ArrayPrototypePush, ArrayPrototypeUnshift, ObjectAssign, ObjectHasOwn, ObjectKeys, SafeSet, String,
  StringPrototypeCharCodeAt, StringPrototypeSlice, StringPrototypeToLowerCase,
} = primordials;

const { isOf, token } = require('internal/http2/wire/characters');
const { utcDate } = require('internal/http/outgoing/head');
const {
  codes: {
    ERR_HTTP2_CONNECT_AUTHORITY, ERR_HTTP2_CONNECT_PATH, ERR_HTTP2_CONNECT_SCHEME, ERR_HTTP2_HEADER_SINGLE_VALUE,
    ERR_HTTP2_INVALID_CONNECTION_HEADERS, ERR_HTTP2_INVALID_PSEUDOHEADER: { HideStackFramesError: ERR_HTTP2_INVALID_PSEUDOHEADER },
    ERR_HTTP2_STATUS_INVALID, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN,
  },
  hideStackFrames,
} = require('internal/errors');
const { kAuthority, kProtocol, kSensitiveHeaders, kStrictSingleValueFields } = require('internal/http2/symbols');

const pseudoHeaders = new SafeSet([':status', ':method', ':authority', ':scheme', ':path', ':protocol']);

const singleValued = new SafeSet([
  ':status', ':method', ':authority', ':scheme', ':path', ':protocol', 'access-control-allow-credentials', 'access-control-max-age',
  'access-control-request-method', 'age', 'authorization', 'content-encoding', 'content-language', 'content-length', 'content-location',
  'content-md5', 'content-range', 'content-type', 'date', 'dnt', 'etag', 'expires', 'from', 'host', 'if-match', 'if-modified-since',
  'if-none-match', 'if-range', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'range',
  'referer', 'retry-after', 'tk', 'upgrade-insecure-requests', 'user-agent', 'x-content-type-options',
]);

const ofOneConnection = new SafeSet(['connection', 'upgrade', 'http2-settings', 'keep-alive', 'proxy-connection', 'transfer-encoding']);

const assertIsObject = hideStackFrames((value, name, types) => {
  if (value !== undefined && (value === null || typeof value !== 'object' || ArrayIsArray(value))) {
    throw new ERR_INVALID_ARG_TYPE.HideStackFramesError(name, types || 'Object', value);
  }
});

const assertIsArray = hideStackFrames((value, name) => {
  if (value !== undefined && !ArrayIsArray(value)) throw new ERR_INVALID_ARG_TYPE.HideStackFramesError(name, 'Array', value);
});

// ---- which pseudo-headers a message may have ----

const inRequest = hideStackFrames((key) => {
  if (!pseudoHeaders.has(key)) throw new ERR_HTTP2_INVALID_PSEUDOHEADER(key);
});

const inResponse = hideStackFrames((key) => {
  if (key !== ':status') throw new ERR_HTTP2_INVALID_PSEUDOHEADER(key);
});

const inTrailers = hideStackFrames((key) => {
  throw new ERR_HTTP2_INVALID_PSEUDOHEADER(key);
});

// ---- to the wire ----

const isPseudo = (name) => StringPrototypeCharCodeAt(name, 0) === 58;

class HeaderList {
  constructor(source, checkPseudo, strict) {
    this.pseudo = [];
    this.fields = [];
    this.checkPseudo = checkPseudo;
    this.singles = strict ? new SafeSet() : undefined;
    const sensitive = source[kSensitiveHeaders];
    this.never = undefined;
    if (sensitive !== undefined && sensitive !== null && sensitive.length > 0) {
      this.never = new SafeSet();
      for (let i = 0; i < sensitive.length; i++) this.never.add(StringPrototypeToLowerCase(sensitive[i]));
    }
  }

  add(name, value) {
    if (value === undefined || name === '') return;
    name = StringPrototypeToLowerCase(name);
    const single = this.singles !== undefined && singleValued.has(name);
    let many = ArrayIsArray(value);
    if (many) {
      if (value.length === 0) return;
      if (value.length === 1) {
        value = String(value[0]);
        many = false;
      } else if (single) {
        throw new ERR_HTTP2_HEADER_SINGLE_VALUE(name);
      }
    } else {
      value = String(value);
    }
    if (single) {
      if (this.singles.has(name)) throw new ERR_HTTP2_HEADER_SINGLE_VALUE(name);
      this.singles.add(name);
    }
    if (isPseudo(name)) {
      this.checkPseudo(name);
      ArrayPrototypePush(this.pseudo, name, `${value}`);
      return;
    }
    if (!isOf(name, token)) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
    if (ofOneConnection.has(name) || (name === 'te' && value !== 'trailers')) throw new ERR_HTTP2_INVALID_CONNECTION_HEADERS(name);
    if (!many) {
      ArrayPrototypePush(this.fields, name, value);
      return;
    }
    for (let i = 0; i < value.length; i++) ArrayPrototypePush(this.fields, name, String(value[i]));
  }

  // { list, never } for the wire.
  finish() {
    return { list: this.pseudo.length === 0 ? this.fields : ArrayPrototypeConcat(this.pseudo, this.fields), never: this.never };
  }
}

function toList(source, checkPseudo, strict) {
  const result = new HeaderList(source, checkPseudo, strict);
  if (ArrayIsArray(source)) {
    for (let i = 0; i < source.length; i += 2) result.add(source[i], source[i + 1]);
  } else {
    const keys = ObjectKeys(source);
    for (let i = 0; i < keys.length; i++) result.add(keys[i], source[keys[i]]);
  }
  return result.finish();
}

// ---- requests ----

const getAuthority = (headers) => headers[':authority'] ?? headers.host;

function checkConnect(authority, scheme, path) {
  if (authority === undefined) throw new ERR_HTTP2_CONNECT_AUTHORITY();
  if (scheme !== undefined) throw new ERR_HTTP2_CONNECT_SCHEME();
  if (path !== undefined) throw new ERR_HTTP2_CONNECT_PATH();
}

const schemeOf = (session) => StringPrototypeSlice(session[kProtocol], 0, -1);

function prepareRequestObject(given, session) {
  const headers = ObjectAssign({ __proto__: null }, given);
  headers[':method'] ??= 'GET';
  if (headers[':method'] !== 'CONNECT' || headers[':protocol'] !== undefined) {
    if (getAuthority(headers) === undefined) headers[':authority'] = session[kAuthority];
    if (headers[':scheme'] === undefined) headers[':scheme'] = schemeOf(session);
    if (headers[':path'] === undefined) headers[':path'] = '/';
  } else {
    checkConnect(headers[':authority'], headers[':scheme'], headers[':path']);
  }
  return {
    headers, raw: undefined, list: toList(headers, inRequest, session[kStrictSingleValueFields]),
    scheme: headers[':scheme'], authority: getAuthority(headers), method: headers[':method'],
  };
}

function prepareRequestArray(given, session) {
  const found = { __proto__: null };
  for (let i = 0; i < given.length; i += 2) {
    const name = StringPrototypeToLowerCase(given[i]);
    if (isPseudo(name) || name === 'host') found[name] = given[i + 1];
  }
  const added = [];
  if (found[':method'] === undefined) ArrayPrototypePush(added, ':method', found[':method'] = 'GET');
  if (found[':method'] !== 'CONNECT' || found[':protocol'] !== undefined) {
    if (found[':authority'] === undefined && found.host === undefined) {
      ArrayPrototypePush(added, ':authority', found[':authority'] = session[kAuthority]);
    }
    if (found[':scheme'] === undefined) ArrayPrototypePush(added, ':scheme', found[':scheme'] = schemeOf(session));
    if (found[':path'] === undefined) ArrayPrototypePush(added, ':path', '/');
  } else {
    checkConnect(found[':authority'], found[':scheme'], found[':path']);
  }
  const raw = added.length > 0 ? ArrayPrototypeConcat(added, given) : given;
  if (given[kSensitiveHeaders] !== undefined) raw[kSensitiveHeaders] = given[kSensitiveHeaders];
  return {
    headers: undefined, raw, list: toList(raw, inRequest, session[kStrictSingleValueFields]),
    scheme: found[':scheme'], authority: getAuthority(found), method: found[':method'],
  };
}

// ---- responses ----

function checkResponse(headers, status) {
  if (status < 200 || status > 599) throw new ERR_HTTP2_STATUS_INVALID(status);
  const sensitive = headers[kSensitiveHeaders];
  if (sensitive !== undefined && !ArrayIsArray(sensitive)) throw new ERR_INVALID_ARG_VALUE('headers[http2.neverIndex]', sensitive);
}

function prepareResponseObject(given, options) {
  assertIsObject(given, 'headers', ['Object', 'Array']);
  const headers = { __proto__: null };
  if (given !== null && given !== undefined) {
    for (const key in given) if (ObjectHasOwn(given, key)) headers[key] = given[key];
    headers[kSensitiveHeaders] = given[kSensitiveHeaders];
  }
  const status = headers[':status'] = headers[':status'] | 0 || 200;
  if (options.sendDate == null || options.sendDate) headers.date ??= utcDate();
  checkResponse(headers, status);
  return { headers, status };
}

function prepareResponseArray(headers, options) {
  let status = 0;
  let dated = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = StringPrototypeToLowerCase(headers[i]);
    if (name === ':status') status = headers[i + 1] | 0;
    else if (name === 'date') dated = true;
  }
  if (!status) {
    status = 200;
    ArrayPrototypeUnshift(headers, ':status', status);
  }
  if (!dated && (options.sendDate == null || options.sendDate)) ArrayPrototypePush(headers, 'date', utcDate());
  checkResponse(headers, status);
  return { headers, status };
}

// ---- from the wire ----

function toObject(list, sensitive) {
  const headers = { __proto__: null };
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i];
    const value = name === ':status' ? list[i + 1] | 0 : list[i + 1];
    const known = headers[name];
    if (known === undefined) headers[name] = name === 'set-cookie' ? [value] : value;
    else if (name === 'set-cookie') ArrayPrototypePush(known, value);
    else if (name === 'cookie') headers[name] = `${known}; ${value}`;
    else if (!singleValued.has(name)) headers[name] = `${known}, ${value}`;
  }
  headers[kSensitiveHeaders] = sensitive;
  return headers;
}

// Makes a header object from a raw array.
function rawToObject(raw) {
  const headers = { __proto__: null };
  for (let i = 0; i < raw.length; i += 2) {
    const known = headers[raw[i]];
    if (known === undefined) headers[raw[i]] = raw[i + 1];
    else if (ArrayIsArray(known)) ArrayPrototypePush(known, raw[i + 1]);
    else headers[raw[i]] = [known, raw[i + 1]];
  }
  if (raw[kSensitiveHeaders] !== undefined) headers[kSensitiveHeaders] = raw[kSensitiveHeaders];
  return headers;
}

module.exports = {
  assertIsArray, assertIsObject, getAuthority, inRequest, inResponse, inTrailers, prepareRequestArray, prepareRequestObject,
  prepareResponseArray, prepareResponseObject, rawToObject, toList, toObject,
};
