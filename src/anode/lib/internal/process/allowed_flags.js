'use strict';

// The options that NODE_OPTIONS may hold, as Python's parser has them.

const { ArrayPrototypeSlice } = primordials;

module.exports = ArrayPrototypeSlice(binding('process').environment_flags());
