'use strict';

// performance.timerify: a function that records the duration of each of its calls.

const {
  MathCeil,
  ObjectDefineProperties,
  ReflectApply,
  ReflectConstruct,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { makeNodeEntry, now } = require('internal/perf/entries');
const { enqueue } = require('internal/perf/observe');

function note(name, start, args, histogram) {
  const duration = now() - start;
  if (histogram !== undefined) histogram.record(MathCeil(duration * 1e6));
  const entry = makeNodeEntry(name, 'function', start, duration, args);
  for (let i = 0; i < args.length; i++) entry[i] = args[i];
  enqueue(entry);
}

function timerify(fn, options = kEmptyObject) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined) {
    const { isHistogram } = require('internal/histogram');
    if (!isHistogram(histogram) || typeof histogram.record !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
    }
  }
  function timerified(...args) {
    const isConstructor = new.target !== undefined;
    const start = now();
    const result = isConstructor ? ReflectConstruct(fn, args, fn) : ReflectApply(fn, this, args);
    if (!isConstructor && typeof result?.finally === 'function') {
      return result.finally(() => note(fn.name, start, args, histogram));
    }
    note(fn.name, start, args, histogram);
    return result;
  }
  ObjectDefineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

module.exports = timerify;
