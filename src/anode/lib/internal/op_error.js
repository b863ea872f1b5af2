'use strict';

// Errors of ops: `[code, errno, syscall, path, dest, message, kind, extra]` becomes the Error that Node would throw.

const {
  Error, ErrorCaptureStackTrace, ObjectDefineProperty, ObjectKeys, RangeError, StringPrototypeStartsWith, SyntaxError, TypeError,
} = primordials;

const classes = { __proto__: null, Error, RangeError, SyntaxError, TypeError };

let uvErrmap;
function systemMessage(code, errno) {
  uvErrmap ??= require('internal/errors/uv');
  return uvErrmap.getSystemErrorMap().get(errno)?.[1] ?? code;
}

function makeError(failure) {
  const { 0: code, 1: errno, 2: syscall, 3: path, 4: dest, 5: message, 6: kind, 7: extra } = failure;
  if (kind === 'System') {
    let text = `${code}: ${message ?? systemMessage(code, errno)}`;
    if (syscall) text += `, ${syscall}`;
    if (path != null) text += ` '${path}'`;
    if (dest != null) text += ` -> '${dest}'`;
    const error = new Error(text);
    error.errno = errno;
    error.code = code;
    if (syscall) error.syscall = syscall;
    if (path != null) error.path = path;
    if (dest != null) error.dest = dest;
    return error;
  }
  if (kind === 'Internal') {
    const error = new Error(
      'An internal error of anode: please report it, with the text below, at the project\'s issue tracker\n' + message);
    error.code = code;
    return error;
  }
  const Base = classes[kind] ?? Error;
  const error = new Base(message);
  if (code != null) {
    if (!StringPrototypeStartsWith(code, 'ERR_') || code === 'ERR_ACCESS_DENIED') {  // Node throws these from C++
      error.code = code;
    } else {
      // In Node the code is in the first line of the stack, and not in the name.
      ObjectDefineProperty(error, 'name', {
        __proto__: null, value: `${error.name} [${code}]`, enumerable: false, writable: true, configurable: true,
      });
      ErrorCaptureStackTrace(error, makeError);
      error.stack;   
      delete error.name;
      error.code = code;
    }
  }
  if (extra) {
    const names = ObjectKeys(extra);
    for (let i = 0; i < names.length; i++) {
      ObjectDefineProperty(error, names[i], {
        __proto__: null, value: extra[names[i]], enumerable: true, writable: true, configurable: true,
      });
    }
  }
  return error;
}

module.exports = makeError;
