'use strict';

// Values, errors above all, as the YAML that TAP has under a result.

const {
  ArrayPrototypeJoin, DatePrototypeToISOString, ObjectEntries, RegExpPrototypeSymbolSplit, SafeSet, StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const { inspectWithNoCustomRetry } = require('internal/errors');
const { fromUserCode } = require('internal/test_runner/failures');
const { isError } = require('internal/errors/is_error');
const { isDate } = require('internal/util/types');

const lineBreak = /\r?\n/;
const inspectOptions = { __proto__: null, colors: false, breakLength: Infinity };
const frameStart = '    at ';

function scalar(indent, name, value) {
  const prefix = `${indent}  ${name}:`;
  if (value === null) return `${prefix} ~\n`;
  const lines = typeof value === 'string' ? RegExpPrototypeSymbolSplit(lineBreak, value) : [];
  if (lines.length < 2) return `${prefix} ${inspectWithNoCustomRetry(value, inspectOptions)}\n`;
  return `${prefix} |-\n${indent}    ${ArrayPrototypeJoin(lines, `\n${indent}    `)}\n`;
}

const isAssertion = (value) => value && typeof value === 'object' && 'expected' in value && 'actual' in value;

// The part of an error that is shown. If users threw it, of theirs rather than of ours around it.
function shown(error) {
  const { code, failureType, cause, message, name, stack, expected, actual, operator } = error;
  const own = { __proto__: null, code, message: message ?? '<unknown error>', name, stack, assertion: undefined };
  if (isAssertion(error)) own.assertion = { __proto__: null, expected, actual, operator };
  if (code !== 'ERR_TEST_FAILURE' || !fromUserCode.has(failureType)) return own;
  own.code = cause?.code ?? own.code;
  own.message = cause?.message ?? own.message;
  own.name = cause?.name ?? own.name;
  own.stack = cause?.stack ?? own.stack;
  if (isAssertion(cause)) {
    own.assertion = { __proto__: null, expected: cause.expected, actual: cause.actual, operator: cause.operator ?? operator };
  }
  return own;
}

function errorLines(indent, error, seen) {
  const { code, message, name, stack, assertion } = shown(error);
  let text = toYaml(indent, 'error', message, seen);
  if (code) text += toYaml(indent, 'code', code, seen);
  if (name && name !== 'Error') text += toYaml(indent, 'name', name, seen);
  if (assertion !== undefined) {
    text += toYaml(indent, 'expected', assertion.expected, new SafeSet(seen));
    text += toYaml(indent, 'actual', assertion.actual, new SafeSet(seen));
    if (assertion.operator) text += toYaml(indent, 'operator', assertion.operator, seen);
  }
  if (typeof stack !== 'string') return text;
  const lines = RegExpPrototypeSymbolSplit(lineBreak, stack);
  let frames = '';
  for (let i = 0; i < lines.length; i++) {
    if (StringPrototypeStartsWith(lines[i], frameStart)) frames += `\n${indent}    ${StringPrototypeSlice(lines[i], frameStart.length)}`;
  }
  return frames === '' ? text : `${text}${indent}  stack: |-${frames}\n`;
}

// Nothing for undefined. Without a name, the properties alone.
function toYaml(indent, name, value, seen = new SafeSet()) {
  if (value === undefined) return '';
  if (value === null || typeof value !== 'object') return scalar(indent, name, value);
  seen.add(value);
  const isAnError = isError(value);
  let text = '';
  let inner = indent;
  if (name !== null) {
    text = `${indent}  ${name}:${isDate(value) ? ` ${DatePrototypeToISOString(value)}` : ''}\n`;
    inner += '  ';
  }
  const entries = ObjectEntries(value);
  for (let i = 0; i < entries.length; i++) {
    const { 0: key, 1: property } = entries[i];
    if (isAnError && (key === 'cause' || key === 'code')) continue;
    text += seen.has(property) ? `${inner}  ${key}: <Circular>\n` : toYaml(inner, key, property, seen);
  }
  return isAnError ? text + errorLines(indent, value, seen) : text;
}

module.exports = { toYaml };
