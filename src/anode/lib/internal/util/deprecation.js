'use strict';

// Warnings that come once: deprecations and experimental features.

const {
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectSetPrototypeOf,
  ReflectApply,
  ReflectConstruct,
  SafeSet,
} = primordials;
const { validateString } = require('internal/validators');

const codesWarned = new SafeSet();
const experimentalWarnings = new SafeSet();

const isPendingDeprecation = () => {
  const { getOptionValue } = require('internal/options');
  return getOptionValue('--pending-deprecation') && !getOptionValue('--no-deprecation');
};

// A function that warns when first called, or never if there was a warning with that code before.
function getDeprecationWarningEmitter(code, message, deprecated, useEmitSync, shouldEmit = () => true) {
  let warned = false;
  return function() {
    if (warned || !shouldEmit()) return;
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, deprecated);
    } else if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', deprecated);
    } else if (!codesWarned.has(code)) {
      codesWarned.add(code);
      const emit = useEmitSync ? require('internal/process/warning').emitWarningSync : process.emitWarning;
      emit(message, 'DeprecationWarning', code, deprecated);
    }
  };
}

function deprecate(fn, message, code, useEmitSync, modifyPrototype = true) {
  if (code !== undefined) validateString(code, 'code');
  const warn = getDeprecationWarningEmitter(code, message, deprecated, useEmitSync);

  function deprecated(...args) {
    if (!process.noDeprecation) warn();
    if (new.target) return ReflectConstruct(fn, args, new.target);
    return ReflectApply(fn, this, args);
  }

  if (modifyPrototype) {
    // Statics and `instanceof` stay as they were.
    ObjectSetPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  keepLength(deprecated, fn);
  return deprecated;
}

const keepLength = (wrapper, fn) =>
  ObjectDefineProperty(wrapper, 'length', { __proto__: null, ...ObjectGetOwnPropertyDescriptor(fn, 'length') });

// Classes that were once called without `new`.
function deprecateInstantiation(target, code, ...args) {
  deprecate(() => {}, `Instantiating ${target.name} without the 'new' keyword has been deprecated.`, code)();
  return ReflectConstruct(target, args);
}

function deprecateProperty(key, message, code, pending) {
  const shouldEmit = pending ? isPendingDeprecation : undefined;
  const warn = getDeprecationWarningEmitter(code, message, undefined, false, shouldEmit);
  return (options) => {
    if (key in options && !process.noDeprecation) warn();
  };
}

function emitExperimentalWarning(feature, messagePrefix, code, ctor) {
  if (experimentalWarnings.has(feature)) return;
  experimentalWarnings.add(feature);
  const message = `${messagePrefix ?? ''}${feature} is an experimental feature and might change at any time`;
  process.emitWarning(message, 'ExperimentalWarning', code, ctor);
}

module.exports = {
  deprecate,
  deprecateInstantiation,
  deprecateProperty,
  emitExperimentalWarning,
  getDeprecationWarningEmitter,
  isPendingDeprecation,
};
