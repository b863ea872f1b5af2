'use strict';

// The URL of a file, without a URL object where its path stands in a URL as it is.

const { RegExpPrototypeExec } = primordials;

const PLAIN_PATH = /^(?:\/[\w@+~-][\w.@+~-]*)+$/;

function urlOf(filename) {
  return RegExpPrototypeExec(PLAIN_PATH, filename) === null ? require('internal/url').pathToFileURL(filename).href : `file://${filename}`;
}

module.exports = { urlOf };
