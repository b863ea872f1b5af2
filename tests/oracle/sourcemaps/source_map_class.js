'use strict';
const { SourceMap } = require('module');
const payload = { version: 3, file: 'out.js', sources: ['in.ts'], sourceRoot: '', names: ['fn'], mappings: 'AAAA,SAASA;AACT' };
const map = new SourceMap(payload, { lineLengths: [10, 5] });
console.log(map.payload, map.payload === payload, map.lineLengths);
console.log(map.findEntry(0, 0), map.findEntry(0, 12), map.findEntry(1, 3), map.findEntry(9, 9));
console.log(map.findOrigin(1, 10), map.findOrigin(2, 1), map.findOrigin(1, 1));
for (const args of [[], [1], ['x'], [null], [{ version: 3, sources: [], mappings: 'A!' }]]) {
  try {
    console.log(new SourceMap(...args).findEntry(0, 0));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const indexed = new SourceMap({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: payload }, { offset: { line: 5, column: 2 }, map: payload }] });
console.log(indexed.findEntry(5, 2), indexed.findEntry(6, 4), indexed.findEntry(0, 10));
