'use strict';

const { ArrayIsArray, ArrayPrototypeIncludes, Error, ErrorCaptureStackTrace, String } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateString } = require('internal/validators');

let toldHowToTrace = false;

function onWarning(warning) {
  const { getOptionValue } = require('internal/options');
  const disabled = getOptionValue('--disable-warning');
  if (disabled?.length && (ArrayPrototypeIncludes(disabled, warning.code) || ArrayPrototypeIncludes(disabled, warning.name))) return;
  if (!(warning instanceof Error)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;
  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let text = `(${process.release.name}:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (trace && warning.stack) text += warning.stack;
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : primordials.ErrorPrototypeToString(warning);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !toldHowToTrace) {
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    const name = require('internal/path/posix').basename(process.argv0 || 'node', '.exe');
    text += `\n(Use \`${name} ${flag} ...\` to show where the warning was created)`;
    toldHowToTrace = true;
  }
  writeOut(text);
}

function writeOut(text) {
  const file = require('internal/options').getOptionValue('--redirect-warnings') || process.env.NODE_REDIRECT_WARNINGS;
  if (file) {
    try {
      require('fs').appendFileSync(file, `${text}\n`);
      return;
    } catch {
      // The file cannot be written: Node falls back to stderr.
    }
  }
  require('internal/console/global').error(text);
}

function createWarning(warning, type, code, ctor, detail) {
  let message;
  if (typeof warning === 'string') {
    const limit = Error.stackTraceLimit;
    message = new Error(warning);
    if (limit === 0) Error.stackTraceLimit = 0;
    message.name = String(type || 'Warning');
    if (code !== undefined) message.code = code;
    if (detail !== undefined) message.detail = detail;
    ErrorCaptureStackTrace(message, ctor || process.emitWarning);
    return message;
  }
  if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  return warning;
}

function emitWarning(warning, type, code, ctor) {
  let detail;
  if (type !== null && typeof type === 'object' && !ArrayIsArray(type)) {
    ctor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  warning = createWarning(warning, type, code, ctor, detail);
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Thrown from a tick, so that it reaches the process and not the caller of the deprecated function.
      process.nextTick(() => {
        require('internal/process/thrown_place').noteThrow(warning);
        throw warning;
      });
      return;
    }
  }
  process.nextTick(emitNow, warning);
}

function emitNow(warning) {
  process.emit('warning', warning);
}

function emitWarningSync(warning, type, code, ctor) {
  process.emit('warning', createWarning(warning, type, code, ctor));
}

module.exports = { onWarning, emitWarning, emitWarningSync };
