'use strict';

// The text a dying program writes to stderr: where it threw, that line of source with a caret, the stack, and the version.

const { RegExpPrototypeExec, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith, SymbolFor } = primordials;

const kArrow = SymbolFor('anode.arrow');
const kArrowAtStack = SymbolFor('anode.arrowAtStack');  // no empty line between the two, as Node has it for errors of linking

function writeStderr(text) {
  binding('process').write_stderr(text);
}

// The engine's text for a value, made without running any of the program's code: `#<Object>`.
function noSideEffectsToString(value) {
  if (typeof value === 'symbol') return primordials.SymbolPrototypeToString(value);
  try {
    return StringPrototypeSlice(require('internal/engine').destructureError(value).exceptionMessage, 'Uncaught '.length);
  } catch {
    return '#<Object>';
  }
}

// `name: message` of an error, the text of another value.
function plainText(error) {
  if (typeof error === 'symbol') return '';
  try {
    if (typeof error === 'object' && error !== null) {
      const { name, message } = error;
      if (name !== undefined && message !== undefined) return `${name}: ${message}`;
    }
    return `${error}`;
  } catch {
    return '<toString() threw exception>';
  }
}

// The stack as it is to be shown; undefined where there is none.
function enhanced(error) {
  const { fatalExceptionStackEnhancers } = require('internal/errors');
  try {
    if (typeof error.stack === 'string') {
      const text = fatalExceptionStackEnhancers.beforeInspector(error);
      if (text !== error.stack) {
        primordials.ObjectDefineProperty(error, 'stack', {
          __proto__: null, value: text, writable: true, configurable: true, enumerable: false,
        });
      }
    }
    return fatalExceptionStackEnhancers.afterInspector(error);
  } catch {
    return undefined;
  }
}

function placeOf(error, isError, fromPromise, here, script) {
  try {
    const { placeOfError, placeOfHere, placeOfValue } = require('internal/process/thrown_place');
    const known = error?.[kArrow];
    if (known !== undefined) return known;
    const place = isError ? placeOfError(error, fromPromise || here !== undefined, script) : undefined;
    if (place !== undefined) return place;
    if (here !== undefined) return placeOfHere(here);
    return fromPromise ? undefined : placeOfValue(error, isError);
  } catch {
    return undefined;
  }
}

// The stack of an error of --eval, as it is shown: the place is a part of it, and inspect() leaves such a stack as it is.
function withPlace(error, place) {
  const { stack } = error;
  if (typeof stack !== 'string' || StringPrototypeStartsWith(stack, place)) return undefined;
  const attributes = { __proto__: null, writable: true, configurable: true, enumerable: false };
  const value = `${place}\n\n${stack}`;
  if (!primordials.ReflectDefineProperty(error, 'stack', { __proto__: null, ...attributes, value })) return undefined;
  const shown = enhanced(error);
  primordials.ReflectDefineProperty(error, 'stack', { __proto__: null, ...attributes, value: stack });
  return shown;
}

const hint = '(Use `node --trace-uncaught ...` to show where the exception was thrown)';

// A function's name without its receiver and without ` [as method]`.
function plainName(name) {
  const plain = name === undefined ? '' : RegExpPrototypeExec(/^(?:new )?(?:.*\.)?(.*?)(?: \[as .*\])?$/, name)[1];
  return plain === '<anonymous>' ? '' : plain;
}

// The frames of the place, or the place alone where no more is known.
function thrownAt(error, place) {
  const { topFrames } = require('internal/process/stacks');
  const frames = topFrames(error, Infinity);
  let text = 'Thrown at:\n';
  if (frames?.length > 0) {
    for (let i = 0; i < frames.length; i++) {
      const { file, line, column } = frames[i];
      const name = plainName(frames[i].name);
      text += name ? `    at ${name} (${file}:${line}:${column})\n` : `    at ${file}:${line}:${column}\n`;
    }
  } else if (place !== undefined) {
    const { 0: where, 2: caret } = StringPrototypeSplit(place, '\n');
    text += `    at ${where}:${caret?.length ?? 1}\n`;
  }
  return `${text}\n`;
}

// `here` is the place that passed the error on; it is shown when the error has no place itself.
function print(error, fromPromise, here) {
  const { getOptionValue } = require('internal/options');
  const { isNativeError, isProxy } = require('internal/util/types');
  const isObject = (typeof error === 'object' && error !== null) || typeof error === 'function';
  let text = '';
  let isError = false;
  try {
    isError = isNativeError(error) || (isObject && !isProxy(error) && error instanceof primordials.Error);
  } catch {
    // A proxy as its prototype may throw.
  }
  let stack;
  const script = isError ? require('internal/process/thrown_place').scriptOf(error) : undefined;
  if (isObject) stack = enhanced(error);
  const shown = placeOf(error, isError, fromPromise, here, script);
  if (isError && stack !== undefined && shown !== undefined && StringPrototypeStartsWith(shown, '[eval]:')) {
    stack = withPlace(error, shown) ?? stack;
  }
  if (shown !== undefined) {
    // Of a script of --eval Node has the place beforehand, as part of the error.
    if (!isError) text += isObject && StringPrototypeStartsWith(shown, '[eval]:') ? `${shown}\n\n` : `\n${shown}\n`;
    else if (stack === undefined || !StringPrototypeStartsWith(stack, shown)) text += error[kArrowAtStack] ? `${shown}\n` : `${shown}\n\n`;
  }
  text += `${stack ?? plainText(error)}\n`;
  if (getOptionValue('--trace-uncaught')) text += thrownAt(error, shown);
  else if (stack === undefined) text += `${hint}\n`;
  if (getOptionValue('--extra-info-on-fatal-exception') !== false) text += `\nNode.js ${process.version}\n`;
  writeStderr(text);
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

module.exports = { print, noSideEffectsToString, rejectionWarning, writeStderr, kArrow, kArrowAtStack };
