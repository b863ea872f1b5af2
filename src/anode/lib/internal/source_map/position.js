'use strict';

// The original place of a place in a generated file, for stacks and for the line shown above them.

const { StringPrototypeIndexOf, StringPrototypeSplit, StringPrototypeStartsWith } = primordials;
const { findSourceMap } = require('internal/source_map/cache');
const maps = require('internal/source_maps');

function pathOf(source) {
  if (!StringPrototypeStartsWith(source, 'file://')) return source;
  try {
    return require('internal/url').fileURLToPath(source);
  } catch {
    return source;
  }
}

// `line` and `column` are counted from 1. Undefined where there is no map, or the map has nothing for the place.
function originalPosition(file, line, column) {
  if (typeof file !== 'string' || StringPrototypeStartsWith(file, 'node:')) return undefined;
  if (!maps.nodeModules() && StringPrototypeIndexOf(file, '/node_modules/') !== -1) return undefined;
  let map;
  try {
    map = findSourceMap(file);
  } catch {
    return undefined;
  }
  if (map === undefined) return undefined;
  const { originalSource, originalLine, originalColumn, name } = map.findEntry(line - 1, column - 1);
  if (!originalSource || originalLine === undefined || originalColumn === undefined) return undefined;
  return { file: pathOf(originalSource), line: originalLine + 1, column: originalColumn + 1, name, source: originalSource, map };
}

// The lines of an original: its text is in the map, or in a file of its own.
function originalLines({ map, source, file }) {
  const { sources, sourcesContent } = map.payload;
  for (let i = 0; i < sources.length; i++) {
    if (sources[i] === source && typeof sourcesContent?.[i] === 'string') return StringPrototypeSplit(sourcesContent[i], '\n');
  }
  const text = binding('process').read_source(file);
  return text === null || text === undefined ? undefined : StringPrototypeSplit(text, '\n');
}

module.exports = { originalLines, originalPosition };
