'use strict';

// process.execve: another program takes this process over.

const { ArrayPrototypePush, StringPrototypeIncludes } = primordials;

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { validateArray, validateObject, validateString } = require('internal/validators');

const isText = (value) => typeof value === 'string' && !StringPrototypeIncludes(value, '\u0000');

function execve(execPath, args = [], env = process.env) {
  emitExperimentalWarning('process.execve');
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  for (let i = 0; i < args.length; i++) {
    if (!isText(args[i])) throw new ERR_INVALID_ARG_VALUE(`args[${i}]`, args[i], 'must be a string without null bytes');
  }
  validateObject(env, 'env');
  const pairs = [];
  for (const key in env) {
    if (!isText(key) || !isText(env[key])) {
      throw new ERR_INVALID_ARG_VALUE('env', env, 'must be an object with string keys and values without null bytes');
    }
    ArrayPrototypePush(pairs, `${key}=${env[key]}`);
  }
  binding('child_process').execve(execPath, binding.encode(args), binding.encode(pairs));
}

module.exports = { execve };
