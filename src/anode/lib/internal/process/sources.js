'use strict';

// Source texts that stand in no file (-e, stdin), kept to show the line that threw.

const { SafeMap } = primordials;

module.exports = new SafeMap();
