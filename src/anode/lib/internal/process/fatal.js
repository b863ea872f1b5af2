'use strict';

// What a dying program writes to stderr: where it threw, that line of source with a caret, the stack, and the version.

const { RegExpPrototypeExec, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith, SymbolFor } = primordials;

const kArrow = SymbolFor('anode.arrow');

function writeStderr(text) {
  binding('process').write_stderr(text);
}

function noSideEffectsToString(value) {
  try {
    if (typeof value === 'object' && value !== null) {
      const { inspect } = require('internal/util/inspect');
      return inspect(value, { __proto__: null, customInspect: false, depth: -1, getters: false });
    }
    return typeof value === 'symbol' ? primordials.SymbolPrototypeToString(value) : `${value}`;
  } catch {
    return '#<Object>';
  }
}

function sourceLine(file, line) {
  const path = StringPrototypeStartsWith(file, 'file://') ? require('internal/url').fileURLToPath(file) : file;
  const cached = require('internal/process/sources').get(path);
  const text = cached ?? binding('process').read_source(path);
  return text === null ? undefined : StringPrototypeSplit(text, '\n', line)[line - 1];
}

// `file:line`, the source line and a caret under the column, as they stand above a stack. Undefined where nothing is known.
function describePlace(error) {
  const known = error?.[kArrow];
  if (known !== undefined) return known;
  const { topFrame } = require('internal/process/stacks');
  const frame = topFrame(error);
  if (frame === undefined || !frame.file || StringPrototypeStartsWith(frame.file, 'node:')) {
    return frame?.file ? `${frame.file}:${frame.line}` : undefined;
  }
  let line;
  try {
    line = sourceLine(frame.file, frame.line);
  } catch {
    // Unreadable by now: the place alone has to do.
  }
  const place = `${frame.file}:${frame.line}`;
  if (line === undefined) return place;
  const column = columnOfThrow(line, frame.column);
  let indent = '';
  for (let i = 0; i < column - 1; i++) indent += line[i] === '\t' ? '\t' : ' ';
  return `${place}\n${line}\n${indent}^`;
}

// A frame stands where the error was made; what is shown is the statement that throws it, if that is where it was made.
function columnOfThrow(line, column) {
  const found = RegExpPrototypeExec(/\bthrow\s+$/, StringPrototypeSlice(line, 0, column - 1));
  return found === null ? column : found.index + 1;
}

function print(error, fromPromise) {
  let text = '';
  try {
    const isError = typeof error === 'object' && error !== null && require('internal/errors').isErrorLike(error);
    if (isError) {
      const place = describePlace(error);
      if (place !== undefined && !StringPrototypeStartsWith(`${error.stack}`, place)) text += `${place}\n\n`;
      const { inspect } = require('internal/util/inspect');
      const colors = process.stderr?.isTTY && process.stderr.hasColors?.();
      text += inspect(error, { __proto__: null, colors: !!colors, customInspect: false, depth: 2 });
    } else {
      const { inspect } = require('internal/util/inspect');
      const isObject = (typeof error === 'object' && error !== null) || typeof error === 'function';
      text += isObject ? inspect(error) : noSideEffectsToString(error);
      if (!isObject) text += '\n(Use `anode --trace-uncaught ...` to show where the exception was thrown)';
    }
  } catch {
    text += noSideEffectsToString(error?.stack ?? error);
  }
  writeStderr(`${text}\n\nNode.js ${process.version}\n`);
}

function rejectionWarning(id, reason, toString) {
  const { isErrorLike } = require('internal/errors');
  const { Error } = primordials;
  const what = new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). To terminate the node process on unhandled promise rejection, ' +
    "use the CLI flag `--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). " +
    `(rejection id: ${id})`);
  what.name = 'UnhandledPromiseRejectionWarning';
  if (isErrorLike(reason)) {
    process.emitWarning(reason.stack, 'UnhandledPromiseRejectionWarning');
    what.stack = reason.stack;
  } else {
    process.emitWarning(toString(reason), 'UnhandledPromiseRejectionWarning');
  }
  process.emitWarning(what);
}

module.exports = { columnOfThrow, print, describePlace, noSideEffectsToString, rejectionWarning, writeStderr, kArrow };
