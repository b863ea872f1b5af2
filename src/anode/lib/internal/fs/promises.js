'use strict';

// fs.promises.

const { ReflectApply, SymbolAsyncDispose, SymbolAsyncIterator, SymbolIterator } = primordials;
const { isArrayBufferView } = require('internal/engine').types;
const { parseFileMode, validateInteger, validateBoolean } = require('internal/validators');
const files = require('internal/fs/files');
const pathCalls = require('internal/fs/path_calls');
const { FileHandle, readFile: readHandle, writeFile: writeHandle, writeParts } = require('internal/fs/file_handle');
const { named } = require('internal/fs/forms');
const { readdir } = require('internal/fs/readdir');
const remove = require('internal/fs/rm');
const { checkAborted, getOptions } = require('internal/fs/options');
const { getValidatedPath } = require('internal/fs/validate_path');
const { isFd } = require('internal/fs/descriptor');
const { stringToFlags } = require('internal/fs/flags');
const osConstants = require('internal/os_constants');

const { run } = files;

async function open(path, flags, mode) {
  path = getValidatedPath(path);
  return new FileHandle(await run('open', path, stringToFlags(flags), parseFileMode(mode, 'mode', 0o666)));
}

async function readFile(path, options) {
  options = getOptions(options, { flag: 'r' });
  if (path instanceof FileHandle) return await readHandle(path, options);
  const flags = stringToFlags(options.flag || 'r');
  checkAborted(options.signal);
  path = getValidatedPath(path);
  if (options.signal) return await files.readInPieces(path, options, flags);
  if (files.isUtf8(options.encoding)) return await run('read_text', path, flags);
  return files.decodeContents(await run('read_file', path, flags), options.encoding);
}

const isIterable = (value) =>
  typeof value === 'object' && value !== null && !isArrayBufferView(value) &&
  (typeof value[SymbolAsyncIterator] === 'function' || typeof value[SymbolIterator] === 'function');

async function writeFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  if (path instanceof FileHandle) return await writeHandle(path, data, options);
  if (isIterable(data)) {
    checkAborted(options.signal);
    const handle = await open(path, options.flag || 'w', options.mode);
    try {
      await writeParts(handle, data, options.encoding, options.signal);
      if (flush) await handle.sync();
    } finally {
      await handle.close();
    }
    return;
  }
  const request = files.readWriteArguments(isFd(path) ? getValidatedPath(path) : path, data, options);
  checkAborted(request.signal);
  if (request.signal) return await files.writeInPieces(request);
  await run('write_file', request.path, request.data, request.flags, request.mode, flush);
}

async function appendFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false });
  options = { ...options };
  options.flag ||= 'a';
  return await writeFile(path, data, options);
}

async function truncate(path, length = 0) {
  validateInteger(length, 'len');
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(length);
  } finally {
    await handle.close();
  }
}

async function mkdtempDisposable(prefix, options) {
  const path = await pathCalls.mkdtemp.promise(prefix, options);
  // An absolute path: the working directory may change before the directory is removed.
  const absolute = require('internal/path/posix').resolve(process.cwd(), path);
  const removeIt = async () => {
    await remove.rm(absolute, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 });
  };
  return { __proto__: null, path, remove: removeIt, async [SymbolAsyncDispose]() { await removeIt(); } };
}

async function* watch(filename, options) {
  yield* require('internal/fs/watch').watchIterator(filename, options);
}

// macOS alone can change the mode of a symbolic link.
async function lchmod(path, mode) {
  if (osConstants.fs.O_SYMLINK === undefined) {
    const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
    throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
  }
  return await pathCalls.lchmod.promise(path, mode);
}

module.exports = {
  exports: {
    access: named(pathCalls.access.promise, 'access', 1),
    copyFile: pathCalls.copyFile.promise,
    cp: (...args) => ReflectApply(require('internal/fs/cp').cp, undefined, args),
    glob: (...args) => ReflectApply(require('internal/fs/glob').globIterator, undefined, args),
    open,
    opendir: (...args) => ReflectApply(require('internal/fs/dir').opendirPromise, undefined, args),
    rename: pathCalls.rename.promise,
    truncate,
    rm: remove.rm,
    rmdir: remove.rmdir,
    mkdir: pathCalls.mkdir.promise,
    readdir,
    readlink: pathCalls.readlink.promise,
    symlink: pathCalls.symlink.promise,
    lstat: named(pathCalls.lstat.promise, 'lstat', 1),
    stat: named(pathCalls.stat.promise, 'stat', 1),
    statfs: named(pathCalls.statfs.promise, 'statfs', 1),
    link: pathCalls.link.promise,
    unlink: pathCalls.unlink.promise,
    chmod: pathCalls.chmod.promise,
    lchmod,
    lchown: pathCalls.lchown.promise,
    chown: pathCalls.chown.promise,
    utimes: pathCalls.utimes.promise,
    lutimes: pathCalls.lutimes.promise,
    realpath: pathCalls.realpath.promise,
    mkdtemp: pathCalls.mkdtemp.promise,
    mkdtempDisposable,
    writeFile,
    appendFile,
    readFile,
    watch,
    get constants() { return osConstants.fs; },
  },
  FileHandle,
};
named(module.exports.exports.cp, 'cp', 3);
named(module.exports.exports.glob, 'glob', 2);
named(module.exports.exports.opendir, 'opendir', 3);
