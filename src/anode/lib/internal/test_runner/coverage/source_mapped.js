'use strict';

// Coverage of generated scripts as that of their sources.

const {
  ArrayFrom, ArrayPrototypePush, MathMax, MathMin, RegExpPrototypeExec, RegExpPrototypeSymbolSplit, SafeMap, StringPrototypeTrim,
} = primordials;

const { codes: { ERR_SOURCE_MAP_CORRUPT, ERR_SOURCE_MAP_MISSING_SOURCE } } = require('internal/errors');
const { linesOf, linesOfLengths } = require('internal/test_runner/coverage/source_lines');

// Where an entry of a source map is in the source, or -1.
function offsetOf(entry, lines) {
  const line = lines[MathMax(entry.originalLine, 0)];
  return line === undefined ? -1 : MathMin(line.start + entry.originalColumn, line.end);
}

// The first entry of a map that has a source.
function firstEntry(map, lineLengths) {
  for (let line = 0; line < lineLengths.length; line++) {
    for (let column = 0; column <= lineLengths[line]; column++) {
      const entry = map.findEntry(line, column);
      if (entry.originalSource) return entry;
    }
  }
  return undefined;
}

// Lines of TypeScript of which nothing is left to run.
function ignoreTypes(url, source, lines) {
  if (RegExpPrototypeExec(/\.[cm]?ts$/u, url) === null || lines === undefined) return;
  let stripped;
  try {
    stripped = RegExpPrototypeSymbolSplit(/(?<=\r?\n)/u, require('internal/modules/typescript').stripSource(source, url));
  } catch {
    stripped = undefined;
  }
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i].text ?? '';
    if (StringPrototypeTrim(text) === '') continue;
    if (stripped?.[i] !== undefined) lines[i].ignored ||= StringPrototypeTrim(stripped[i]) === '';
    else lines[i].ignored ||= RegExpPrototypeExec(/^\s*import\s+type\b/u, text) !== null;
  }
}

// `getLines(url, source)` gives the lines of a source. Adds the functions of `script` to those of its sources in `scripts`.
function mapScript({ url, functions }, { data, lineLengths }, getLines, scripts) {
  if (!data) throw new ERR_SOURCE_MAP_CORRUPT(url);
  const { SourceMap } = require('internal/source_map/source_map');
  const generated = linesOfLengths(lineLengths);
  for (let i = 0; i < data.sources.length; i++) {
    const source = data.sourcesContent?.[i];
    if (source != null) ignoreTypes(data.sources[i], source, getLines(data.sources[i], source));
  }
  const map = new SourceMap(data, { __proto__: null, lineLengths });
  for (let i = 0; i < functions.length; i++) {
    const { ranges, functionName, isBlockCoverage } = functions[i];
    let target;
    const mapped = [];
    for (let j = 0; j < (ranges?.length ?? 0); j++) {
      const range = ranges[j];
      const lines = linesOf(range, generated);
      if (lines.length === 0) continue;
      const first = lines[0], last = lines[lines.length - 1];
      let from = map.findEntry(first.line - 1, MathMax(0, range.startOffset - first.start));
      const to = map.findEntry(last.line - 1, range.endOffset - last.start - 1);
      // The first line may be none of a source, such as a helper of a compiler's.
      if (!from.originalSource && to.originalSource && range.startOffset === 0) from = firstEntry(map, lineLengths) ?? from;
      if (!from.originalSource || from.originalSource !== to.originalSource) continue;
      target ??= from.originalSource;
      const sourceLines = getLines(target);
      if (!sourceLines) throw new ERR_SOURCE_MAP_MISSING_SOURCE(target, url);
      const startOffset = offsetOf(from, sourceLines), endOffset = offsetOf(to, sourceLines) + 1;
      if (startOffset < 0 || endOffset < 1) continue;
      for (let line = from.originalLine; line <= to.originalLine; line++) sourceLines[line].count = range.count;
      ArrayPrototypePush(mapped, { __proto__: null, startOffset, endOffset, count: range.count });
    }
    if (target === undefined) continue;
    if (!scripts.has(target)) scripts.set(target, { __proto__: null, url: target, functions: [] });
    ArrayPrototypePush(scripts.get(target).functions, { __proto__: null, functionName, ranges: mapped, isBlockCoverage });
  }
}

// The scripts of one process. `wanted(url)` says whether a script is reported.
function mapScripts(scripts, maps, wanted, getLines) {
  const found = new SafeMap();
  for (let i = 0; i < scripts.length; i++) {
    const script = scripts[i];
    if (!wanted(script.url) || maps[script.url] == null) found.set(script.url, script);
    else mapScript(script, maps[script.url], getLines, found);
  }
  return ArrayFrom(found.values());
}

module.exports = { mapScripts };
