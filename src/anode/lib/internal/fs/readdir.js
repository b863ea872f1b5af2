'use strict';

// readdir in its three forms, with subdirectories if they are wanted.

const {
  ArrayPrototypePush,
  PromisePrototypeThen,
} = primordials;
const { validateBoolean, validateFunction } = require('internal/validators');
const { DIR, entriesOf, joinPath, kType, makeDirent } = require('internal/fs/dirent');
const { bound, promised } = require('internal/fs/forms');
const { getOptions, nameEncoding } = require('internal/fs/options');
const { getValidatedPath } = require('internal/fs/validate_path');

function readArguments(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return { path, encoding: nameEncoding(options), withFileTypes: !!options.withFileTypes, recursive: !!options.recursive };
}

const op = (request) => (request.encoding === 'utf8' ? 'readdir' : 'readdir_bytes');
const wantsTypes = (request) => request.withFileTypes || request.recursive;

// Collects the entries of one directory. `prefix` is its path from the first directory. Subdirectories are added to `queue`.
function collect(request, result, directory, prefix, out, queue) {
  const { names, types } = entriesOf(result, request.encoding, wantsTypes(request));
  for (let i = 0; i < names.length; i++) {
    const type = types?.[i];
    const name = names[i];
    let entry = null;
    if (request.withFileTypes) {
      entry = makeDirent(directory, name, type);
      ArrayPrototypePush(out, entry);
    } else {
      ArrayPrototypePush(out, prefix === null ? name : joinPath(prefix, name));
    }
    if (!request.recursive) continue;
    // Links are read to know their kind, but not entered.
    const isDirectory = entry === null ? type === DIR : entry[kType] === DIR || (entry[kType] === null && entry.isDirectory());
    if (isDirectory) {
      ArrayPrototypePush(queue, { directory: joinPath(directory, name), prefix: prefix === null ? name : joinPath(prefix, name) });
    }
  }
}

function readdirSync(path, options) {
  const request = readArguments(path, options);
  const out = [];
  const queue = [{ directory: request.path, prefix: null }];
  for (let i = 0; i < queue.length; i++) {
    const { directory, prefix } = queue[i];
    collect(request, bound('fs/dir')[op(request)](directory, wantsTypes(request)), directory, prefix, out, queue);
  }
  return out;
}

async function walk(request) {
  const out = [];
  const queue = [{ directory: request.path, prefix: null }];
  for (let i = 0; i < queue.length; i++) {
    const { directory, prefix } = queue[i];
    const result = await promised('fs/dir', op(request), [directory, wantsTypes(request)], (value) => value);
    collect(request, result, directory, prefix, out, queue);
  }
  return out;
}

async function readdir(path, options) {
  return await walk(readArguments(path, options));
}

function readdirCallback(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'cb');
  const request = readArguments(path, typeof options === 'function' ? undefined : options);
  if (request.recursive) {
    PromisePrototypeThen(walk(request), (names) => process.nextTick(callback, null, names), (error) => process.nextTick(callback, error));
    return;
  }
  bound('fs/dir').async[op(request)]((error, result) => {
    if (error) return callback(error);
    const out = [];
    try {
      collect(request, result, request.path, null, out, null);
    } catch (failure) {
      return callback(failure);
    }
    callback(null, out);
  }, request.path, wantsTypes(request));
}

module.exports = { readdir, readdirCallback, readdirSync };
