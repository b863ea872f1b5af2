'use strict';

// The options that NODE_OPTIONS may hold, from Python's parser.

const { ArrayPrototypeSlice } = primordials;

module.exports = ArrayPrototypeSlice(binding('process').environment_flags());
