'use strict';

// Errors as Python gets them: described with their causes and parts (interop/bridge.py makes JSErrors of them).

const {
  ArrayIsArray, ObjectPrototypeHasOwnProperty, SafeSet, String, StringPrototypeIncludes, StringPrototypeStartsWith,
} = primordials;

const { types } = require('internal/engine');
const { exceptions, takePassing } = require('internal/interop/references');
const { Out, stringify } = require('internal/interop/values');

const DEEPEST = 16;  // causes of causes
const MOST_PARTS = 64;

// The stack of a SyntaxError begins with the place in the source, which V8 keeps apart.
function stackOf(error) {
  const { stack } = error;
  if (typeof stack !== 'string') return undefined;
  if (!types.isNativeError(error) || error.name !== 'SyntaxError' || !StringPrototypeStartsWith(stack, 'SyntaxError')) return stack;
  const { 0: file, 1: line, 2: column } = require('internal/modules/esm/native').placeOf(error);
  if (typeof file !== 'string' || StringPrototypeStartsWith(file, 'node:')) return stack;
  if (StringPrototypeIncludes(stack, `${file}:${line}`)) return stack;
  return `${file}:${line}:${column}\n\n${stack}`;
}

function describe(out, error, above) {
  const wire = { __proto__: null, name: '', message: '', value: null };
  try {
    wire.value = out.encode(error);
    wire.passing = takePassing(error);
    if (typeof error !== 'object' || error === null || !(types.isNativeError(error) || typeof error.message === 'string')) {
      wire.message = require('internal/util/inspect').inspect(error);
      return wire;
    }
    wire.name = String(error.name ?? 'Error');
    wire.message = String(error.message);
    if (error.code !== undefined) wire.code = String(error.code);
    wire.stack = stackOf(error);
    wire.python = exceptions.get(error);
    if (above.size >= DEEPEST) return wire;
    above.add(error);
    const { cause, errors } = error;
    const hasCause = cause !== undefined && ObjectPrototypeHasOwnProperty(error, 'cause');
    if (hasCause && !above.has(cause)) wire.cause = describe(out, cause, above);
    if (ArrayIsArray(errors) && types.isNativeError(error)) {
      wire.errors = [];
      for (let i = 0; i < errors.length && i < MOST_PARTS; i++) {
        if (!above.has(errors[i])) wire.errors[wire.errors.length] = describe(out, errors[i], above);
      }
    }
    above.delete(error);
  } catch {
    wire.message ||= 'an error that cannot be read';
  }
  return wire;
}

function describeError(error) {
  const out = new Out();
  const wire = describe(out, error, new SafeSet());
  return { __proto__: null, failed: true, text: stringify(wire), data: out.bytes() };
}

// An error that no JavaScript has caught, in the background: whether the program goes on, as the host wants it.
function reportUncaught(error) {
  const { text, data } = describeError(error);
  return binding('interop').uncaught(text, data);
}

module.exports = { describeError, reportUncaught };
