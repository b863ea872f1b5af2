'use strict';

// The lines of a source, and how often each ran. Comments leave lines out:
//   /* node:coverage ignore next */, /* node:coverage ignore next 3 */, /* node:coverage disable */, /* node:coverage enable */

const { NumberParseInt, RegExpPrototypeExec, RegExpPrototypeSymbolSplit } = primordials;

const LINES = /(?<=\r?\n)/u;  // a line keeps its end: offsets count it
const IGNORE_NEXT = /\/\* node:coverage ignore next (?:(?<count>\d+) )?\*\//;
const SWITCH = /\/\* node:coverage (?<state>enable|disable) \*\//;

// `end` is where the line's own text ends. An empty line counts as run.
function makeLine(number, start, length, text) {
  const lineEnd = text === undefined ? 0 : RegExpPrototypeExec(/\r?\n$/u, text)?.[0].length ?? 0;
  const end = start + length - lineEnd;
  return { __proto__: null, line: number, start, end, text, ignored: false, count: start === end ? 1 : 0 };
}

function splitLines(source) {
  const texts = RegExpPrototypeSymbolSplit(LINES, source);
  const lines = [];
  let start = 0, ignoring = 0, on = true;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    const line = lines[i] = makeLine(i + 1, start, text.length, text);
    start += text.length;
    line.ignored = ignoring > 0 || !on;
    if (ignoring > 0) ignoring--;
    if (!line.ignored) {
      const next = RegExpPrototypeExec(IGNORE_NEXT, text);
      if (next !== null) ignoring = NumberParseInt(next.groups.count ?? 1, 10);
    }
    const change = RegExpPrototypeExec(SWITCH, text);
    if (change !== null) {
      ignoring = 0;
      on = change.groups.state === 'enable';
    }
  }
  return lines;
}

// Lines of a generated text, of which only the lengths are known.
function linesOfLengths(lengths) {
  const lines = [];
  let start = 0;
  for (let i = 0; i < lengths.length; i++) {
    lines[i] = makeLine(i + 1, start, lengths[i] + 1);
    start += lengths[i] + 1;
  }
  return lines;
}

// The index of the line that holds an offset, or -1: the end of a line belongs to it.
function indexOf(lines, offset) {
  let low = 0, high = lines.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (offset < lines[middle].start) high = middle - 1;
    else if (offset > lines[middle].end) low = middle + 1;
    else return middle;
  }
  return -1;
}

// The lines that a range touches. Those that are all inside of it get its count.
function linesOf({ startOffset, endOffset, count }, lines) {
  const touched = [];
  const first = indexOf(lines, startOffset);
  if (first === -1) return touched;
  for (let i = first; i < lines.length && endOffset > lines[i].start; i++) {
    if (startOffset <= lines[i].start && endOffset >= lines[i].end) lines[i].count = count;
    touched[touched.length] = lines[i];
  }
  return touched;
}

module.exports = { linesOf, linesOfLengths, splitLines };
