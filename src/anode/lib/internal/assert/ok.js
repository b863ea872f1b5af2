'use strict';

// assert.ok and assert itself. Their errors show the expression in the program's source.

const { getErrorSourceExpression } = require('internal/errors/error_source');
const { getStructuredStack } = require('internal/util/structured_stack');
const { isError } = require('internal/errors/is_error');
const AssertionError = require('internal/assert/assertion_error');

function describeCall(fn) {
  const site = getStructuredStack(1, fn)[0];
  const expression = site === undefined ? undefined : getErrorSourceExpression(site);
  return expression === undefined ? undefined : `The expression evaluated to a falsy value:\n\n  ${expression}\n`;
}

function innerOk(fn, argumentCount, value, message, diff = undefined) {
  if (value) return;
  let generated = false;
  if (argumentCount === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generated = true;
    message = describeCall(fn);
  } else if (isError(message)) {
    throw message;
  }
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn, diff });
  error.generatedMessage = generated;
  throw error;
}

module.exports = { innerOk };
