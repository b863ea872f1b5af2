'use strict';

// The stack as an array of call sites.

const { Error, ErrorCaptureStackTrace, RegExpPrototypeExec, StringPrototypeStartsWith } = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');

// The call sites above the function `above`. A user's Error.prepareStackTrace and Error.stackTraceLimit do not count.
function getStructuredStack(limit = Infinity, above = getStructuredStack) {
  const savedPrepare = Error.prepareStackTrace;
  const savedLimit = Error.stackTraceLimit;
  const writable = isErrorStackTraceLimitWritable();
  const holder = { __proto__: null };
  try {
    if (writable) Error.stackTraceLimit = limit;
    Error.prepareStackTrace = (_, trace) => trace;
    ErrorCaptureStackTrace(holder, above);
    return holder.stack;
  } finally {
    Error.prepareStackTrace = savedPrepare;
    if (writable) Error.stackTraceLimit = savedLimit;
  }
}

const nodeModules = /[/\\]node_modules[/\\]/;

// Whether the nearest frame that is not internal lies in node_modules. Some warnings are left out there: the author of the program cannot
// change that code.
function isInsideNodeModules(frameLimit = 100, everyFrame = false) {
  const frames = getStructuredStack(frameLimit, isInsideNodeModules);
  for (let i = 0; i < frames.length; i++) {
    const filename = frames[i].getFileName();
    if (!filename || (filename[0] !== '/' && !StringPrototypeStartsWith(filename, 'file:'))) continue;
    if (RegExpPrototypeExec(nodeModules, filename) !== null) return true;
    if (!everyFrame) return false;
  }
  return false;
}

module.exports = { getStructuredStack, isInsideNodeModules };
