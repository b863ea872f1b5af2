'use strict';

const { NumberIsInteger } = primordials;

let exitCode;

function setExitCode(code) {
  if (code !== null && code !== undefined) {
    let value = code;
    if (typeof code === 'string' && code !== '' && NumberIsInteger(+code)) value = +code;
    const { validateInteger } = require('internal/validators');
    validateInteger(value, 'code');
  }
  exitCode = code === null ? undefined : code;
}

module.exports = { setExitCode, getExitCode: () => exitCode };
