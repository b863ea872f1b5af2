'use strict';

// The place of a test in the user's files.

const { StringPrototypeStartsWith } = primordials;
const { getOptionValue } = require('internal/options');
const { getStructuredStack } = require('internal/util/structured_stack');

// The line that called `above`; undefined if it is not in a file.
function callerPlace(above) {
  const site = getStructuredStack(1, above)[0];
  if (site === undefined) return undefined;
  return placeIn(site.getFileName(), site.getLineNumber(), site.getColumnNumber());
}

function placeIn(file, line, column) {
  if (typeof file !== 'string') return undefined;
  if (getOptionValue('--enable-source-maps')) {
    const map = require('internal/source_map/cache').findSourceMap(file);
    const entry = map?.findEntry(line - 1, column - 1);
    if (entry?.originalSource !== undefined) {
      line = entry.originalLine + 1;
      column = entry.originalColumn + 1;
      file = entry.originalSource;
    }
  }
  if (StringPrototypeStartsWith(file, 'file://')) file = require('internal/url').fileURLToPath(file);
  return { __proto__: null, line, column, file };
}

module.exports = { callerPlace };
