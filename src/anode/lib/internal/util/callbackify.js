'use strict';

// Functions that return a promise, as functions that take a callback.

const {
  Error,
  ErrorCaptureStackTrace,
  FunctionPrototypeBind,
  ObjectDefineProperties,
  ObjectGetOwnPropertyDescriptors,
  ObjectSetPrototypeOf,
  ObjectValues,
  ReflectApply,
} = primordials;
const { codes: { ERR_FALSY_VALUE_REJECTION }, hideStackFrames } = require('internal/errors');
const { validateFunction } = require('internal/validators');

// A callback tells success from failure by a falsy first argument.
const callWithRejection = hideStackFrames((reason, callback) => {
  if (!reason) {
    reason = new ERR_FALSY_VALUE_REJECTION.HideStackFramesError(reason);
    if (Error.stackTraceLimit) ErrorCaptureStackTrace(reason, callWithRejection);
  }
  return callback(reason);
});

function callbackify(original) {
  validateFunction(original, 'original');

  function callbackified(...args) {
    const callback = args[args.length - 1];
    validateFunction(callback, 'last argument');
    args.length--;
    const bound = FunctionPrototypeBind(callback, this);
    // On the next tick: an exception of the callback is an uncaught exception, not a rejection.
    ReflectApply(original, this, args).then(
      (result) => process.nextTick(bound, null, result),
      (reason) => process.nextTick(callWithRejection, reason, bound));
  }

  const descriptors = ObjectGetOwnPropertyDescriptors(original);
  // One parameter more than the original: the callback.
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  const list = ObjectValues(descriptors);
  for (let i = 0; i < list.length; i++) ObjectSetPrototypeOf(list[i], null);
  ObjectDefineProperties(callbackified, descriptors);
  return callbackified;
}

module.exports = { callbackify };
