'use strict';

// The calls that take a folder and a path from there.

const { BigIntAsUintN, Number, StringPrototypeStartsWith, TypedArrayPrototypeSubarray } = primordials;
const fs = require('internal/wasi/host');
const { Buffer } = require('buffer');
const { errno, fdflag, oflag, rights, type } = require('internal/wasi/constants');
const { typeOf, withoutAccess } = require('internal/wasi/descriptors');
const { fail } = require('internal/wasi/failure');
const { FILESTAT, newTimes, setFilestat } = require('internal/wasi/files');
const { leadsOut, resolve } = require('internal/wasi/paths');

const { fs: constants } = require('internal/os_constants');
const FOLLOW = 1;
const exact = { __proto__: null, bigint: true };
const exactOrNone = { __proto__: null, bigint: true, throwIfNoEntry: false };

// `lookup` says whether a link at the end is followed.
function hostPath({ descriptors, memory }, fd, right, lookup, at, length, needsName) {
  const folder = descriptors.folder(fd, right);
  return resolve(folder.path, memory.text(at, length), (lookup & FOLLOW) !== 0, needsName);
}

const READS = rights.FD_READ | rights.FD_READDIR;
const WRITES = rights.FD_DATASYNC | rights.FD_WRITE | rights.FD_ALLOCATE | rights.FD_FILESTAT_SET_SIZE;

function hostFlags(reads, writes, oflags, fdflags) {
  let flags = writes ? (reads ? constants.O_RDWR : constants.O_WRONLY) : constants.O_RDONLY;
  if (oflags & oflag.CREAT) flags |= constants.O_CREAT;
  if (oflags & oflag.EXCL) flags |= constants.O_EXCL;
  if (oflags & oflag.TRUNC) flags |= constants.O_TRUNC;
  if (fdflags & fdflag.DSYNC) flags |= constants.O_DSYNC ?? 0;
  if (fdflags & (fdflag.SYNC | fdflag.RSYNC)) flags |= constants.O_SYNC ?? 0;
  if (fdflags & fdflag.NONBLOCK) flags |= constants.O_NONBLOCK ?? 0;
  // The path has no link left. One that another program puts there meanwhile is not followed.
  return flags | (constants.O_NOFOLLOW ?? 0);
}

function open(state, fd, lookup, at, length, oflags, base, inheriting, fdflags, result) {
  state.memory.check(result, 4);
  let needed = rights.PATH_OPEN;
  if (oflags & oflag.CREAT) needed |= rights.PATH_CREATE_FILE;
  if (oflags & oflag.TRUNC) needed |= rights.PATH_FILESTAT_SET_SIZE;
  const wanted = Number(BigIntAsUintN(30, base));
  const wantedBelow = Number(BigIntAsUintN(30, inheriting));
  const folder = state.descriptors.folder(fd, needed, wanted | wantedBelow);
  const path = resolve(folder.path, state.memory.text(at, length), (lookup & FOLLOW) !== 0 && (oflags & oflag.EXCL) === 0);
  const reads = (wanted & READS) !== 0;
  const writes = (wanted & WRITES) !== 0;
  const found = fs.lstatSync(path, exactOrNone);
  let kind = found === undefined ? type.UNKNOWN : typeOf(found);
  if (found !== undefined) {
    if ((oflags & (oflag.CREAT | oflag.EXCL)) === (oflag.CREAT | oflag.EXCL)) fail(errno.EEXIST);
    if (kind === type.LINK) fail(errno.ELOOP);
    if (kind !== type.DIRECTORY && oflags & oflag.DIRECTORY) fail(errno.ENOTDIR);
  }
  const place = { __proto__: null, fd: -1, path };
  if (kind === type.DIRECTORY) {
    if (writes || oflags & (oflag.CREAT | oflag.TRUNC)) fail(errno.EISDIR);
  } else {
    if (oflags & oflag.DIRECTORY) fail(found === undefined ? errno.ENOENT : errno.ENOTDIR);
    place.fd = fs.openSync(path, hostFlags(reads, writes, oflags, fdflags), 0o666);
    kind = typeOf(fs.fstatSync(place.fd));
  }
  const allowed = withoutAccess(wanted, reads || !writes, writes);
  state.memory.setU32(result, state.descriptors.addOpened(kind, place, allowed, wantedBelow, fdflags));
}

module.exports = [
  ['path_create_directory', 'iii', (state, fd, at, length) => {
    fs.mkdirSync(hostPath(state, fd, rights.PATH_CREATE_DIRECTORY, 0, at, length));
  }],
  ['path_filestat_get', 'iiiii', (state, fd, lookup, at, length, result) => {
    state.memory.check(result, FILESTAT);
    const path = hostPath(state, fd, rights.PATH_FILESTAT_GET, lookup, at, length);
    setFilestat(state.memory, result, fs.lstatSync(path, exact));
  }],
  ['path_filestat_set_times', 'iiiiIIi', (state, fd, lookup, at, length, atime, mtime, flags) => {
    const path = hostPath(state, fd, rights.PATH_FILESTAT_SET_TIMES, lookup, at, length);
    const times = newTimes(fs.lstatSync(path, exact), atime, mtime, flags);
    fs.lutimesSync(path, times.atime, times.mtime);
  }],
  ['path_link', 'iiiiiii', (state, fd, lookup, at, length, toFd, toAt, toLength) => {
    const from = hostPath(state, fd, rights.PATH_LINK_SOURCE, lookup, at, length, true);
    fs.linkSync(from, hostPath(state, toFd, rights.PATH_LINK_TARGET, 0, toAt, toLength, true));
  }],
  ['path_open', 'iiiiiIIii', open],
  ['path_readlink', 'iiiiii', (state, fd, at, length, to, room, bufused) => {
    state.memory.check(to, room);
    state.memory.check(bufused, 4);
    const target = Buffer.from(fs.readlinkSync(hostPath(state, fd, rights.PATH_READLINK, 0, at, length)));
    const used = target.length > room ? room : target.length;
    state.memory.put(to, TypedArrayPrototypeSubarray(target, 0, used));
    state.memory.setU32(bufused, used);
  }],
  ['path_remove_directory', 'iii', (state, fd, at, length) => {
    fs.rmdirSync(hostPath(state, fd, rights.PATH_REMOVE_DIRECTORY, 0, at, length, true));
  }],
  ['path_rename', 'iiiiii', (state, fd, at, length, toFd, toAt, toLength) => {
    const from = hostPath(state, fd, rights.PATH_RENAME_SOURCE, 0, at, length, true);
    fs.renameSync(from, hostPath(state, toFd, rights.PATH_RENAME_TARGET, 0, toAt, toLength, true));
  }],
  ['path_symlink', 'iiiii', (state, targetAt, targetLength, fd, at, length) => {
    const target = state.memory.text(targetAt, targetLength);
    if (StringPrototypeStartsWith(target, '/')) fail(errno.EPERM);
    const path = hostPath(state, fd, rights.PATH_SYMLINK, 0, at, length, true);
    if (leadsOut(state.descriptors.get(fd).path, path, target)) fail(errno.ENOTCAPABLE);
    fs.symlinkSync(target, path);
  }],
  ['path_unlink_file', 'iii', (state, fd, at, length) => {
    const path = hostPath(state, fd, rights.PATH_UNLINK_FILE, 0, at, length, true);
    if (fs.lstatSync(path).isDirectory()) fail(errno.EISDIR);
    fs.unlinkSync(path);
  }],
];
