'use strict';

// `node:fs`. The functions are in internal/fs, by topic.

const { ObjectDefineProperties, ObjectDefineProperty, ReflectApply, SymbolDispose } = primordials;
const { deprecate } = require('internal/util/deprecation');
const descriptors = require('internal/fs/descriptors');
const files = require('internal/fs/files');
const pathCalls = require('internal/fs/path_calls');
const more = require('internal/fs/exists');
const { readdirCallback, readdirSync } = require('internal/fs/readdir');
const remove = require('internal/fs/rm');
const { named } = require('internal/fs/forms');
const { Dirent } = require('internal/fs/dirent');
const { Stats, toUnixTimestamp } = require('internal/fs/stats');
const osConstants = require('internal/os_constants');

const fdCalls = descriptors.calls;

// A function whose file is loaded with its first call.
const lazy = (file, name, exported, length) =>
  named((...args) => ReflectApply(require(file)[name], undefined, args), exported, length);

function mkdtempDisposableSync(prefix, options) {
  const path = pathCalls.mkdtemp.sync(prefix, options);
  // An absolute path: the working directory may change before the directory is removed.
  const absolute = require('path').resolve(process.cwd(), path);
  const removeIt = () => {
    remove.rmSync(absolute, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 });
  };
  return { path, remove: removeIt, [SymbolDispose]() { removeIt(); } };
}

function createReadStream(path, options) {
  return new module.exports.ReadStream(path, options);
}

function createWriteStream(path, options) {
  return new module.exports.WriteStream(path, options);
}

module.exports = {
  appendFile: files.appendFile,
  appendFileSync: files.appendFileSync,
  access: named(pathCalls.access.callback, 'access', 3),
  accessSync: pathCalls.access.sync,
  chown: pathCalls.chown.callback,
  chownSync: pathCalls.chown.sync,
  chmod: pathCalls.chmod.callback,
  chmodSync: pathCalls.chmod.sync,
  close: descriptors.close,
  closeSync: descriptors.closeSync,
  copyFile: pathCalls.copyFile.callback,
  copyFileSync: pathCalls.copyFile.sync,
  cp: lazy('internal/fs/cp', 'cpCallback', 'cp', 4),
  cpSync: lazy('internal/fs/cp', 'cpSync', 'cpSync', 3),
  createReadStream,
  createWriteStream,
  exists: more.exists,
  existsSync: more.existsSync,
  fchown: fdCalls.fchown.callback,
  fchownSync: fdCalls.fchown.sync,
  fchmod: fdCalls.fchmod.callback,
  fchmodSync: fdCalls.fchmod.sync,
  fdatasync: fdCalls.fdatasync.callback,
  fdatasyncSync: fdCalls.fdatasync.sync,
  fstat: fdCalls.fstat.callback,
  fstatSync: named(fdCalls.fstat.sync, 'fstatSync', 1),
  fsync: fdCalls.fsync.callback,
  fsyncSync: fdCalls.fsync.sync,
  ftruncate: fdCalls.ftruncate.callback,
  ftruncateSync: named(fdCalls.ftruncate.sync, 'ftruncateSync', 1),
  futimes: fdCalls.futimes.callback,
  futimesSync: fdCalls.futimes.sync,
  glob: lazy('internal/fs/glob', 'globCallback', 'glob', 3),
  globSync: lazy('internal/fs/glob', 'globSync', 'globSync', 2),
  lchown: pathCalls.lchown.callback,
  lchownSync: pathCalls.lchown.sync,
  lchmod: process.platform === 'darwin' ? pathCalls.lchmod.callback : undefined,
  lchmodSync: process.platform === 'darwin' ? pathCalls.lchmod.sync : undefined,
  link: pathCalls.link.callback,
  linkSync: pathCalls.link.sync,
  lstat: pathCalls.lstat.callback,
  lstatSync: more.lstatSync,
  lutimes: pathCalls.lutimes.callback,
  lutimesSync: pathCalls.lutimes.sync,
  mkdir: pathCalls.mkdir.callback,
  mkdirSync: pathCalls.mkdir.sync,
  mkdtemp: pathCalls.mkdtemp.callback,
  mkdtempSync: pathCalls.mkdtemp.sync,
  mkdtempDisposableSync,
  open: fdCalls.open.callback,
  openSync: descriptors.openSync,
  openAsBlob: lazy('internal/fs/blob', 'openAsBlob', 'openAsBlob', 1),
  readdir: named(readdirCallback, 'readdir', 3),
  readdirSync,
  read: descriptors.read,
  readSync: descriptors.readSync,
  readv: descriptors.readv,
  readvSync: descriptors.readvSync,
  readFile: files.readFile,
  readFileSync: files.readFileSync,
  readlink: pathCalls.readlink.callback,
  readlinkSync: pathCalls.readlink.sync,
  realpath: more.realpath,
  realpathSync: more.realpathSync,
  rename: pathCalls.rename.callback,
  renameSync: pathCalls.rename.sync,
  rm: named(remove.rmCallback, 'rm', 3),
  rmSync: remove.rmSync,
  rmdir: named(remove.rmdirCallback, 'rmdir', 3),
  rmdirSync: remove.rmdirSync,
  stat: pathCalls.stat.callback,
  statfs: pathCalls.statfs.callback,
  statSync: more.statSync,
  statfsSync: named(pathCalls.statfs.sync, 'statfsSync', 1),
  symlink: pathCalls.symlink.callback,
  symlinkSync: pathCalls.symlink.sync,
  truncate: descriptors.truncate,
  truncateSync: descriptors.truncateSync,
  unwatchFile: lazy('internal/fs/watch_file', 'unwatchFile', 'unwatchFile', 2),
  unlink: pathCalls.unlink.callback,
  unlinkSync: pathCalls.unlink.sync,
  utimes: pathCalls.utimes.callback,
  utimesSync: pathCalls.utimes.sync,
  watch: lazy('internal/fs/watch', 'watch', 'watch', 3),
  watchFile: lazy('internal/fs/watch_file', 'watchFile', 'watchFile', 3),
  writeFile: files.writeFile,
  writeFileSync: files.writeFileSync,
  write: descriptors.write,
  writeSync: descriptors.writeSync,
  writev: descriptors.writev,
  writevSync: descriptors.writevSync,
  Dirent,
  Stats: deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180'),

  // Programs replace these two classes, and createReadStream() then makes objects of theirs.
  get ReadStream() {
    return streamClass('ReadStream');
  },
  set ReadStream(value) {
    classes.ReadStream = value;
  },
  get WriteStream() {
    return streamClass('WriteStream');
  },
  set WriteStream(value) {
    classes.WriteStream = value;
  },
  // Older names of the same classes.
  get FileReadStream() {
    return classes.FileReadStream ?? streamClass('ReadStream');
  },
  set FileReadStream(value) {
    classes.FileReadStream = value;
  },
  get FileWriteStream() {
    return classes.FileWriteStream ?? streamClass('WriteStream');
  },
  set FileWriteStream(value) {
    classes.FileWriteStream = value;
  },
  get Utf8Stream() {
    return require('internal/fs/utf8_stream').Utf8Stream;
  },

  _toUnixTimestamp: toUnixTimestamp,
};

const classes = { __proto__: null };
function streamClass(name) {
  return (classes[name] ??= require('internal/fs/streams')[name]);
}

const data = (value) => ({ __proto__: null, value, enumerable: true, writable: true, configurable: true });
const getter = (get, enumerable) => ({ __proto__: null, get, enumerable, configurable: true });
ObjectDefineProperties(module.exports, {
  Dir: getter(() => require('internal/fs/dir').Dir, true),
  opendir: data(lazy('internal/fs/dir', 'opendir', 'opendir', 3)),
  opendirSync: data(lazy('internal/fs/dir', 'opendirSync', 'opendirSync', 2)),
  constants: getter(() => osConstants.fs, true),
  promises: getter(() => require('internal/fs/promises').exports, true),
});

const access = ['F_OK', 'R_OK', 'W_OK', 'X_OK'];
for (let i = 0; i < access.length; i++) {
  const name = access[i];
  ObjectDefineProperty(module.exports, name, getter(
    deprecate(() => osConstants.fs[name], `fs.${name} is deprecated, use fs.constants.${name} instead`, 'DEP0176'), false));
}
