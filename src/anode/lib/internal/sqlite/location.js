'use strict';

// The place of a database: a string, a Uint8Array or a URL, which may be a URI with a query.

const { JSONParse, StringPrototypeIncludes, StringPrototypeStartsWith, TypeError } = primordials;

const path = require('internal/path/posix');
const { isUint8Array } = require('internal/util/types');
const { invalidType, nativeError } = require('internal/sqlite/errors');

const sqlite = binding('sqlite');

function textOf(place, name) {
  if (typeof place === 'string') {
    if (!StringPrototypeIncludes(place, '\0')) return place;
  } else if (isUint8Array(place)) {
    const text = require('buffer').Buffer.from(place).toString();
    if (!StringPrototypeIncludes(text, '\0')) return text;
  } else if (typeof place === 'object' && place !== null && typeof place.href === 'string') {
    if (!StringPrototypeStartsWith(place.href, 'file:')) {
      throw nativeError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file:');
    }
    return place.href;
  }
  throw invalidType(`The "${name}" argument must be a string, Uint8Array, or URL without null bytes.`);
}

// { path, query }: the path is absolute, so that the working directory may change.
function locate(text) {
  const { 0: file, 1: query } = StringPrototypeStartsWith(text, 'file:') ? JSONParse(sqlite.split(text)) : [text, ''];
  const isInMemory = file === '' || file === ':memory:' || StringPrototypeIncludes(query, 'mode=memory');
  return { __proto__: null, path: isInMemory ? file : path.resolve(file), query };
}

module.exports = { locate, textOf };
