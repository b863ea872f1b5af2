'use strict';

// Removing: rm for files and trees, rmdir for empty directories.

const { StringPrototypeReplace } = primordials;

const { validateBoolean, validateFunction, validateInt32, validateObject, validateUint32 } = require('internal/validators');
const { bound, promised } = require('internal/fs/forms');
const { getValidatedPath } = require('internal/fs/validate_path');

const rmDefaults = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };

function validateRmOptions(options) {
  options = validateRmdirOptions(options, rmDefaults);
  validateBoolean(options.force, 'options.force');
  return options;
}

function validateRmdirOptions(options, defaults = { retryDelay: 100, maxRetries: 0, recursive: false }) {
  if (options === undefined) return defaults;
  validateObject(options, 'options');
  options = { ...defaults, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

const rmArguments = (path, options) => {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  return [path, options.force, options.recursive, options.maxRetries, options.retryDelay];
};

function rmSync(path, options) {
  const args = rmArguments(path, options);
  try {
    bound('fs/dir').rm(args[0], args[1], args[2], args[3], args[4]);
  } catch (error) {
    throw asLooked(error);
  }
}

// Node calls lstat first, so an error for a missing file is lstat's.
function asLooked(error) {
  if ((error?.code === 'ENOENT' || error?.code === 'ENOTDIR' || error?.code === 'ENAMETOOLONG') && error.syscall === 'rm') {
    error.syscall = 'lstat';
    error.message = StringPrototypeReplace(error.message, ', rm ', ', lstat ');
  }
  return error;
}

async function rm(path, options) {
  try {
    await promised('fs/dir', 'rm', rmArguments(path, options));
  } catch (error) {
    throw asLooked(error);
  }
}

function rmCallback(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const args = rmArguments(path, options);
  bound('fs/dir').async.rm((error) => callback(asLooked(error) ?? null), args[0], args[1], args[2], args[3], args[4]);
}

let warned = false;
function warnOfRecursive() {
  if (warned) return;
  warned = true;
  process.emitWarning('In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
    'Use fs.rm(path, { recursive: true }) instead', 'DeprecationWarning', 'DEP0147');
}

// rmdir's `recursive` is deprecated. It requires that the directory exists.
const rmdirOp = (path, options) => {
  path = getValidatedPath(path);
  if (options?.recursive) {
    warnOfRecursive();
    const { maxRetries, retryDelay } = validateRmdirOptions(options);
    return ['rmdir_all', path, maxRetries, retryDelay];
  }
  if (options !== undefined) validateRmdirOptions(options);
  return ['rmdir', path];
};

function rmdirSync(path, options) {
  const { 0: op, 1: name, 2: retries, 3: delay } = rmdirOp(path, options);
  bound('fs/dir')[op](name, retries, delay);
}

async function rmdir(path, options) {
  const { 0: op, 1: name, 2: retries, 3: delay } = rmdirOp(path, options);
  return await promised('fs/dir', op, [name, retries, delay]);
}

function rmdirCallback(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const { 0: op, 1: name, 2: retries, 3: delay } = rmdirOp(path, options);
  bound('fs/dir').async[op]((error) => callback(error ?? null), name, retries, delay);
}

module.exports = { rm, rmCallback, rmSync, rmdir, rmdirCallback, rmdirSync };
