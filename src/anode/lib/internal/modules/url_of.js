'use strict';

// The URL of a file. A path whose characters need no escaping costs no URL object.

const { RegExpPrototypeExec } = primordials;

const PLAIN_PATH = /^(?:\/[\w@+~-][\w.@+~-]*)+$/;

function urlOf(filename) {
  return RegExpPrototypeExec(PLAIN_PATH, filename) === null ? require('internal/url').pathToFileURL(filename).href : `file://${filename}`;
}

module.exports = { urlOf };
