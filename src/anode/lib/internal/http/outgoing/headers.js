'use strict';

// The headers of a message that is not sent yet: OutgoingMessage's methods for them, and the checks of names and values.

const {
  ArrayIsArray, ArrayPrototypePush, ArrayPrototypePushApply, ArrayPrototypeSome, ObjectKeys, ObjectValues, SafeSet,
  StringPrototypeToLowerCase, Symbol,
} = primordials;

const { _checkIsHttpToken: checkIsHttpToken, _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');
const {
  codes: { ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN },
  hideStackFrames,
} = require('internal/errors');
const { validateString } = require('internal/validators');

const kOutHeaders = Symbol('kOutHeaders');        // by name in lower case: [name as given, value]
const kUniqueHeaders = Symbol('kUniqueHeaders');  // a Set of names whose values are joined into one line

const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN.HideStackFramesError(label || 'Header name', name);
  }
});

const validateHeaderValue = hideStackFrames((name, value) => {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE.HideStackFramesError(value, name);
  const invalid = ArrayIsArray(value) ? ArrayPrototypeSome(value, (one) => checkInvalidHeaderChar(one)) : checkInvalidHeaderChar(value);
  if (invalid) throw new ERR_INVALID_CHAR.HideStackFramesError('header content', name);
});

// Names that have been valid before, in lower case: for these the regular expression is not run again.
const knownNames = { __proto__: null };
const MOST_KNOWN = 512;
let knownCount = 0;

const lowerCased = (name) => knownNames[name] ?? StringPrototypeToLowerCase(name);

function validated(name) {
  if (knownNames[name] !== undefined) return knownNames[name];
  validateHeaderName(name);
  const lower = StringPrototypeToLowerCase(name);
  if (knownCount < MOST_KNOWN) {
    knownCount++;
    knownNames[name] = lower;
  }
  return lower;
}

const headerMethods = {
  setHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    const lower = validated(name);
    validateHeaderValue(name, value);
    const headers = this[kOutHeaders] ??= { __proto__: null };
    headers[lower] = [name, value];
    return this;
  },

  setHeaders(headers) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    if (!headers || ArrayIsArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    }
    const cookies = [];
    for (const { 0: key, 1: value } of headers) {
      if (key === 'set-cookie') {
        if (ArrayIsArray(value)) ArrayPrototypePushApply(cookies, value);
        else ArrayPrototypePush(cookies, value);
        continue;
      }
      this.setHeader(key, value);
    }
    if (cookies.length) this.setHeader('set-cookie', cookies);
    return this;
  },

  appendHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
    const lower = validated(name);
    validateHeaderValue(name, value);
    const headers = this[kOutHeaders] ??= { __proto__: null };
    const known = headers[lower];
    if (known === undefined) {
      headers[lower] = [name, value];
    } else {
      if (!ArrayIsArray(known[1])) known[1] = [known[1]];
      if (ArrayIsArray(value)) for (let i = 0; i < value.length; i++) ArrayPrototypePush(known[1], value[i]);
      else ArrayPrototypePush(known[1], value);
    }
    return this;
  },

  getHeader(name) {
    validateString(name, 'name');
    const headers = this[kOutHeaders];
    return headers === null ? undefined : headers[lowerCased(name)]?.[1];
  },

  getHeaderNames() {
    return this[kOutHeaders] === null ? [] : ObjectKeys(this[kOutHeaders]);
  },

  getRawHeaderNames() {
    const headers = this[kOutHeaders];
    if (headers === null) return [];
    const values = ObjectValues(headers);
    for (let i = 0; i < values.length; i++) values[i] = values[i][0];
    return values;
  },

  getHeaders() {
    const result = { __proto__: null };
    const headers = this[kOutHeaders];
    for (const key in headers) result[key] = headers[key][1];
    return result;
  },

  hasHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders] !== null && this[kOutHeaders][lowerCased(name)] !== undefined;
  },

  removeHeader(name) {
    validateString(name, 'name');
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
    const key = StringPrototypeToLowerCase(name);
    switch (key) {
      case 'connection': this._removedConnection = true; break;
      case 'content-length': this._removedContLen = true; break;
      case 'transfer-encoding': this._removedTE = true; break;
      case 'date': this.sendDate = false; break;
    }
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
  },

  _renderHeaders() {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    const headers = this[kOutHeaders];
    const result = {};
    for (const key in headers) result[headers[key][0]] = headers[key][1];
    return result;
  },
};

function parseUniqueHeadersOption(headers) {
  if (!ArrayIsArray(headers)) return null;
  const unique = new SafeSet();
  for (let i = 0; i < headers.length; i++) unique.add(StringPrototypeToLowerCase(headers[i]));
  return unique;
}

module.exports = {
  headerMethods, kOutHeaders, kUniqueHeaders, lowerCased, parseUniqueHeadersOption, validateHeaderName, validateHeaderValue,
};
