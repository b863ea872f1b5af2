'use strict';

// Source maps, version 3 (https://tc39.es/ecma426/): from a place in generated text to the place it came from.

const {
  ArrayIsArray, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSort, SafeArrayIterator, StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
} = primordials;

const { validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEMICOLON = 59, COMMA = 44;

// Reads numbers in base 64, least significant digits first, the lowest bit the sign.
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  get code() { return StringPrototypeCharCodeAt(this.text, this.at); }
  get done() { return this.at >= this.text.length; }
  get between() { return this.done || this.code === COMMA || this.code === SEMICOLON; }

  number() {
    let value = 0;
    let shift = 0;
    let digit;
    do {
      digit = StringPrototypeIndexOf(DIGITS, this.text[this.at++]);
      if (digit === -1) digit = 0;  // a character that is no digit ends the number
      value += (digit & 31) << shift;
      shift += 5;
    } while (digit & 32);
    const negative = value & 1;
    value >>>= 1;
    if (!negative) return value;
    return value === 0 ? -0x80000000 : -value;
  }
}

// Entries are [line, column, source, its line, its column, name], all counted from 0.
function readSection(map, lineStart, columnStart, entries) {
  const sources = [];
  const root = map.sourceRoot ? `${map.sourceRoot}/` : '';
  for (let i = 0; i < map.sources.length; i++) sources[i] = `${root}${map.sources[i]}`;
  const reader = new Reader(map.mappings);
  let line = lineStart;
  let column = columnStart;
  let source = 0, sourceLine = 0, sourceColumn = 0, name = 0;
  while (!reader.done) {
    if (reader.code === COMMA) {
      reader.at++;
      continue;
    }
    if (reader.code === SEMICOLON) {
      reader.at++;
      line++;
      column = 0;
      continue;
    }
    column += reader.number();
    if (reader.between) {
      ArrayPrototypePush(entries, [line, column]);
      continue;
    }
    source += reader.number();
    sourceLine += reader.number();
    sourceColumn += reader.number();
    let named;
    if (!reader.between) {
      name += reader.number();
      named = map.names?.[name];
    } else if (reader.done) {
      named = map.names?.[name];  // Node's reader takes the end of the text for one more field
    }
    ArrayPrototypePush(entries, [line, column, sources[source], sourceLine, sourceColumn, named]);
  }
}

const copyOf = (payload) => {
  const copy = { ...payload };
  for (const key of new SafeArrayIterator(['sources', 'sourcesContent', 'names', 'sections', 'lineLengths'])) {
    if (ArrayIsArray(payload[key])) copy[key] = ArrayPrototypeSlice(payload[key]);
  }
  return copy;
};

class SourceMap {
  #payload;
  #entries = [];
  #lineLengths;

  constructor(payload, { lineLengths } = kEmptyObject) {
    validateObject(payload, 'payload');
    this.#payload = copyOf(payload);
    if (ArrayIsArray(lineLengths)) this.#lineLengths = ArrayPrototypeSlice(lineLengths);
    if (payload.sections) {
      for (let i = 0; i < payload.sections.length; i++) {
        const { map, offset } = payload.sections[i];
        readSection(map, offset.line, offset.column, this.#entries);
      }
    } else {
      readSection(payload, 0, 0, this.#entries);
    }
    ArrayPrototypeSort(this.#entries, (a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  get payload() { return copyOf(this.#payload); }
  get lineLengths() { return this.#lineLengths === undefined ? undefined : ArrayPrototypeSlice(this.#lineLengths); }

  findEntry(line, column) {
    const entries = this.#entries;
    let low = 0;
    let count = entries.length;
    while (count > 1) {
      const step = count >> 1;
      const entry = entries[low + step];
      if (line < entry[0] || (line === entry[0] && column < entry[1])) {
        count = step;
      } else {
        low += step;
        count -= step;
      }
    }
    const entry = entries[low];
    if (entry === undefined || (low === 0 && (line < entry[0] || (line === entry[0] && column < entry[1])))) return {};
    return {
      generatedLine: entry[0], generatedColumn: entry[1], originalSource: entry[2], originalLine: entry[3], originalColumn: entry[4],
      name: entry[5],
    };
  }

  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined ||
        range.generatedLine === undefined || range.generatedColumn === undefined) return {};
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + lineNumber - range.generatedLine,
      columnNumber: range.originalColumn + columnNumber - range.generatedColumn,
    };
  }
}

module.exports = { SourceMap };
