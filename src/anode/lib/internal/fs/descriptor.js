'use strict';

// A file descriptor as an argument.

const { NumberIsInteger, ObjectIs } = primordials;
const { validateInt32 } = require('internal/validators');

function getValidatedFd(fd, name = 'fd') {
  if (ObjectIs(fd, -0)) return 0;
  validateInt32(fd, name, 0);
  return fd;
}

const isFd = (value) => NumberIsInteger(value) && value >= 0 && value <= 2147483647;

module.exports = { getValidatedFd, isFd };
