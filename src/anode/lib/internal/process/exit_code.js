'use strict';

const { NumberIsInteger } = primordials;

let exitCode;

function setExitCode(code) {
  let value = code;
  if (code !== null && code !== undefined) {
    if (typeof code === 'string' && code !== '' && NumberIsInteger(+code)) value = +code;
    const { validateInteger } = require('internal/validators');
    validateInteger(value, 'code');
  }
  exitCode = value === null ? undefined : value;
}

module.exports = { setExitCode, getExitCode: () => exitCode };
