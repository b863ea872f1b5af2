'use strict';

// Source texts that are not in a file (-e, stdin), kept to show the line that threw.

const { SafeMap } = primordials;

module.exports = new SafeMap();
