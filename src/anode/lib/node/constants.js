'use strict';

// `node:constants`: every constant of os, fs and crypto in one object. Deprecated in favour of theirs.

const { ObjectAssign } = primordials;
const constants = require('internal/os_constants');

const { dlopen, errno, priority, signals } = constants.os;
ObjectAssign(exports, dlopen, errno, priority, signals, constants.fs, require('crypto').constants);
