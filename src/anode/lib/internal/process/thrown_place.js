'use strict';

// Where something was thrown: `file:line`, that line of source and a caret, as they stand above a stack.
//
// The engine tells where an error was made, not where it was thrown, and tells nothing about a value that is not an error. Usually both
// are the same place (`throw new Error()`). Where they are not, the sources are read for a `throw` that fits, and where more than one
// fits no place is shown.

const {
  ReflectGetOwnPropertyDescriptor, RegExp, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, SafeWeakMap, StringPrototypeRepeat,
  StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;

const rethrown = new SafeWeakMap();  // error -> an object whose stack begins where our own code throws it

// To be called right before one of our modules throws an error that was made elsewhere: in the line above the `throw`, or with the function
// whose caller is the place. Returns true.
function noteThrow(error, above = noteThrow) {
  const here = {};
  primordials.ErrorCaptureStackTrace(here, above);
  rethrown.set(error, here);
  return true;
}

function readSource(file) {
  if (StringPrototypeStartsWith(file, 'node:')) return binding('process').builtin_source(StringPrototypeSlice(file, 5)) ?? undefined;
  const path = StringPrototypeStartsWith(file, 'file://') ? require('internal/url').fileURLToPath(file) : file;
  return require('internal/process/sources').get(path) ?? binding('process').read_source(path) ?? undefined;
}

function linesOf(file) {
  try {
    const text = readSource(file);
    return text === undefined ? undefined : StringPrototypeSplit(text, '\n');
  } catch {
    return undefined;  // unreadable by now, or the program may not read it
  }
}

function show(file, line, column, lines) {
  if (require('internal/source_maps').isEnabled()) {
    const { originalLines, originalPosition } = require('internal/source_map/position');
    const original = originalPosition(file, line, column);
    if (original !== undefined) ({ file, line, column, lines } = { ...original, lines: originalLines(original) });
  }
  const text = lines?.[line - 1];
  if (text === undefined) return `${file}:${line}`;
  let indent = '';
  for (let i = 0; i < column - 1; i++) indent += text[i] === '\t' ? '\t' : ' ';
  return `${file}:${line}\n${text}\n${indent}^`;
}

// The column of the `throw` whose expression is at `column`; undefined if there is none before it.
function throwBefore(text, column) {
  const found = RegExpPrototypeExec(/\bthrow\s[^;}]*$/, StringPrototypeSlice(text, 0, column - 1));
  return found === null ? undefined : found.index + 1;
}

function columnOfThrow(line, column) {
  return throwBefore(line, column) ?? column;
}

// `const error = new Error()` throws nothing: the `throw error` below it is the place.
function throwOfName(lines, frame) {
  const text = lines[frame.line - 1];
  const assigned = RegExpPrototypeExec(
    /(?:^|[\s;{(])([\p{ID_Start}$_][\p{ID_Continue}$.]*)\s*=\s*$/u, StringPrototypeSlice(text, 0, frame.column - 1));
  if (assigned === null) return undefined;
  const escaped = RegExpPrototypeSymbolReplace(/[$.]/g, assigned[1], '\\$&');
  const thrown = new RegExp(`(?:^|[\\s;{)])(throw\\s+${escaped})(?![\\w$.(])`);
  for (let i = frame.line - 1; i < lines.length; i++) {
    const found = RegExpPrototypeExec(thrown, lines[i]);
    if (found !== null) return { line: i + 1, column: found.index + found[0].length - found[1].length + 1 };
  }
  return undefined;
}

const makesError = /^(?:new\s|[\w$.]*Error\()/;

// Set by internal/vm/compiled.js: it asks V8 where an error was made, for scripts that are no files.
const scripts = { __proto__: null, madeAt: undefined };

// The script in which an error was made: `{ file, lines }`. To be called before anything has looked at the error's stack.
function scriptOf(error) {
  const found = scripts.madeAt?.(error);
  if (found === undefined) return undefined;
  const lines = StringPrototypeSplit(StringPrototypeRepeat('\n', found[5]) + found[4], '\n');
  return { __proto__: null, file: found[0], lines };
}

function placeOfError(error, fromPromise, script) {
  const { topFrames } = require('internal/process/stacks');
  const here = rethrown.get(error);
  if (fromPromise && here !== undefined) return undefined;  // its stack was taken anew and has no place
  const frames = topFrames(here ?? error);
  if (frames === undefined || frames.length === 0) return undefined;
  const { 0: first } = frames;
  const lines = linesOf(first.file) ?? (script?.file === first.file ? script.lines : undefined);
  const text = lines?.[first.line - 1];
  if (fromPromise || text === undefined) return show(first.file, first.line, first.column, lines);
  if (here !== undefined) {
    const below = RegExpPrototypeExec(/^\s*(?=throw\s)/, lines[first.line] ?? '');
    if (below !== null) return show(first.file, first.line + 1, below[0].length + 1, lines);
  }
  const column = throwBefore(text, first.column);
  if (column !== undefined) return show(first.file, first.line, column, lines);
  if (RegExpPrototypeExec(makesError, StringPrototypeSlice(text, first.column - 1)) !== null) {
    const below = throwOfName(lines, first);
    if (below !== undefined) return show(first.file, below.line, below.column, lines);
    for (let i = 1; i < frames.length; i++) {
      const { file, line, column: at } = frames[i];
      const callers = file === first.file ? lines : linesOf(file);
      const caller = callers?.[line - 1];
      const thrown = caller === undefined ? undefined : throwBefore(caller, at);
      if (thrown !== undefined) return show(file, line, thrown, callers);
    }
  }
  return show(first.file, first.line, first.column, lines);
}

// ---- values that are no errors ----

const literals = {
  __proto__: null,
  string: /^['"`]/,
  number: /^[-+.\d]/,
  bigint: /^-?\d+n/,
  boolean: /^(?:true|false|!)/,
  undefined: /^(?:undefined|void )/,
  symbol: /^Symbol\b/,
  function: /^(?:async |function\b|class\b|\()/,
  object: /^(?:[{[/]|new\s|[\w$.]+\()/,
};

const isNewError = /^new [\w$.]*Error\b/;

// Whether a throw statement's text is the value itself: 'text', 42.
function isExactly(text, value) {
  if (typeof value === 'string') {
    return StringPrototypeStartsWith(text, `'${value}'`) || StringPrototypeStartsWith(text, `"${value}"`) ||
      StringPrototypeStartsWith(text, `\`${value}\``);
  }
  return typeof value === 'number' && RegExpPrototypeExec(/^[^\s;}]+/, text)?.[0] === `${value}`;
}

// What is before it on its line may hold texts, which must be whole: else the `throw` may be part of one.
const throwStatement = /^((?:[^'"`/]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\/(?![/*]))*?(?:^|[\s;{})]))throw\s+(.*)$/;

// If exactly one throw statement of the program fits the value, it is the place. `isError`: the value is an error without a place of its
// own.
function placeOfValue(value, isError) {
  const file = process._eval === undefined ? process.argv[1] : '[eval]';
  if (typeof file !== 'string') return undefined;
  const lines = linesOf(file);
  if (lines === undefined) return undefined;
  const literal = isError ? isNewError : value === null ? /^null/ : literals[typeof value];
  const found = { __proto__: null, exact: [], fitting: [], other: [] };
  for (let i = 0; i < lines.length; i++) {
    const match = RegExpPrototypeExec(throwStatement, lines[i]);
    if (match === null) continue;
    const { 1: before, 2: text } = match;
    let kind;
    if (isExactly(text, value)) kind = 'exact';
    else if (RegExpPrototypeExec(literal, text) !== null && (isError || RegExpPrototypeExec(isNewError, text) === null)) kind = 'fitting';
    else if (RegExpPrototypeExec(/^(?!new\b)[\p{ID_Start}$_(]/u, text) !== null) kind = 'other';
    else continue;
    found[kind][found[kind].length] = { line: i + 1, column: before.length + 1 };
  }
  // An error whose stack is gone was not thrown where it was made.
  const kinds = isError && typeof ReflectGetOwnPropertyDescriptor(value, 'stack')?.value !== 'string' ?
    ['exact', 'other', 'fitting'] : ['exact', 'fitting', 'other'];
  for (let i = 0; i < kinds.length; i++) {
    const { length, 0: first } = found[kinds[i]];
    if (length > 0) return length === 1 ? show(file, first.line, first.column, lines) : undefined;
  }
  return undefined;
}

// For the line of ours that passes on the value of a rejected promise: if it is not an error, that line is the only place there is.
function hereAndNow() {
  const here = {};
  primordials.ErrorCaptureStackTrace(here, hereAndNow);
  return here;
}

function placeOfHere(here) {
  const frame = require('internal/process/stacks').topFrames(here)?.[0];
  return frame === undefined ? undefined : show(frame.file, frame.line, frame.column, linesOf(frame.file));
}

module.exports = { columnOfThrow, hereAndNow, noteThrow, placeOfHere, placeOfError, placeOfValue, scriptOf, scripts };
