'use strict';

const { ErrorPrototype, ObjectPrototypeIsPrototypeOf } = primordials;
const { isNativeError } = require('internal/util/types');

// True also for errors of another realm, and for objects that inherit from Error.prototype without being native errors.
const isError = (value) => isNativeError(value) || ObjectPrototypeIsPrototypeOf(ErrorPrototype, value);

module.exports = { isError };
