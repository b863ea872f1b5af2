// Flags: --enable-source-maps
'use strict';
const { findSourceMap, SourceMap } = require('module');
const file = require.resolve('./fixtures/shape.js');
console.log(findSourceMap(file));
require('./fixtures/shape.js');
const map = findSourceMap(file);
console.log(map instanceof SourceMap, map.payload.sources.map((s) => s.split('/').pop()), map.payload.version, map.lineLengths);
for (const [line, column] of [[5, 14], [5, 20], [3, 9], [0, 0], [100, 0], [11, 5]]) {
  const entry = map.findEntry(line, column);
  console.log(line, column, entry.generatedLine, entry.generatedColumn, entry.originalLine, entry.originalColumn, entry.name, entry.originalSource?.split('/').pop());
}
for (const [line, column] of [[6, 19], [4, 10], [1, 1], [200, 1]]) {
  const origin = map.findOrigin(line, column);
  console.log(line, column, origin.name, origin.lineNumber, origin.columnNumber, origin.fileName?.split('/').pop());
}
