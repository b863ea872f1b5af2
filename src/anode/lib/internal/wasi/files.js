'use strict';

// The calls that take a descriptor.

const { BigInt, BigIntAsIntN, DateNow, MathMin, Number, TypedArrayPrototypeGetLength, TypedArrayPrototypeSubarray } = primordials;
const fs = require('internal/wasi/host');
const { Buffer } = require('buffer');
const { errno, fdflag, fstflag, rights, type, whence } = require('internal/wasi/constants');
const { typeOf } = require('internal/wasi/descriptors');
const { fail } = require('internal/wasi/failure');

const FILESTAT = 64, FDSTAT = 24, DIRENT = 24;  // bytes

function setFilestat(memory, at, stats) {
  memory.setU64(at, stats.dev);
  memory.setU64(at + 8, stats.ino);
  memory.setU64(at + 16, BigInt(typeOf(stats)));
  memory.setU64(at + 24, stats.nlink);
  memory.setU64(at + 32, stats.size);
  memory.setU64(at + 40, stats.atimeNs);
  memory.setU64(at + 48, stats.mtimeNs);
  memory.setU64(at + 56, stats.ctimeNs);
}

// The two times in seconds: given ones, those of now, or those that `stats` has.
function newTimes(stats, atime, mtime, flags) {
  const { ATIM, ATIM_NOW, MTIM, MTIM_NOW } = fstflag;
  if ((flags & (ATIM | ATIM_NOW)) === (ATIM | ATIM_NOW) || (flags & (MTIM | MTIM_NOW)) === (MTIM | MTIM_NOW)) fail(errno.EINVAL);
  const time = (given, isGiven, isNow, old) => (isNow ? DateNow() / 1e3 : Number(isGiven ? given : old) / 1e9);
  return {
    __proto__: null,
    atime: time(atime, flags & ATIM, flags & ATIM_NOW, stats.atimeNs),
    mtime: time(mtime, flags & MTIM, flags & MTIM_NOW, stats.mtimeNs),
  };
}

// `position` is null for the host's own.
function read(state, descriptor, iovs, count, position, nread) {
  const { memory } = state;
  const vectors = memory.vectors(iovs, count);
  memory.check(nread, 4);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const { start, length } = vectors[i];
    if (length === 0) continue;
    const at = position === null ? null : position + total;
    const got = memory.fill(start, length, (bytes) => fs.readSync(descriptor.fd, bytes, 0, length, at));
    total += got;
    if (got < length) break;
  }
  memory.setU32(nread, total);
  return total;
}

function write(state, descriptor, iovs, count, position, nwritten) {
  const { memory } = state;
  const vectors = memory.vectors(iovs, count);
  memory.check(nwritten, 4);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const { start, length } = vectors[i];
    if (length === 0) continue;
    let put;
    try {
      put = fs.writeSync(descriptor.fd, memory.take(start, length), 0, length, position === null ? null : position + total);
    } catch (error) {
      if (total === 0) throw error;
      break;  // the module hears of the error when it writes the rest
    }
    total += put;
    if (put < length) break;
  }
  memory.setU32(nwritten, total);
  return total;
}

function seek(descriptor, offset, from) {
  if (descriptor.type !== type.REGULAR) fail(errno.ESPIPE);
  let start = 0;
  if (from === whence.CUR) {
    start = descriptor.position ?? fail(errno.ESPIPE);
  } else if (from === whence.END) {
    start = Number(descriptor.stat().size);
  } else if (from !== whence.SET) {
    fail(errno.EINVAL);
  }
  const place = start + Number(offset);
  if (place < 0) fail(errno.EINVAL);
  descriptor.position = place;
}

function inodeOf(folder, entry) {
  try {
    return fs.lstatSync(`${folder}/${entry.name}`, { __proto__: null, bigint: true }).ino;
  } catch {
    return 0n;  // it is gone meanwhile
  }
}

function readFolder(state, descriptor, at, length, cookie) {
  const { memory } = state;
  if (cookie === 0 || descriptor.entries === undefined) {
    descriptor.entries = fs.readdirSync(descriptor.path, { __proto__: null, withFileTypes: true });
  }
  const { entries } = descriptor;
  let used = 0;
  // An entry that does not fit is cut: a full buffer tells the module to ask for more.
  const put = (bytes) => {
    const room = MathMin(TypedArrayPrototypeGetLength(bytes), length - used);
    memory.put(at + used, TypedArrayPrototypeSubarray(bytes, 0, room));
    used += room;
  };
  for (let i = cookie; i < entries.length && used < length; i++) {
    const name = Buffer.from(entries[i].name);
    const head = Buffer.alloc(DIRENT);
    head.writeBigUInt64LE(BigInt(i + 1), 0);
    head.writeBigUInt64LE(inodeOf(descriptor.path, entries[i]), 8);
    head.writeUInt32LE(name.length, 16);
    head.writeUInt8(typeOf(entries[i]), 20);
    put(head);
    put(name);
  }
  return used;
}

function preopenedName(state, fd, error) {
  return state.descriptors.get(fd).name ?? fail(error);
}

// A name, the types of the arguments (i: 32 bits, I: 64 bits), the function.
module.exports = {
  setFilestat, newTimes, FILESTAT,
  calls: [
    ['fd_advise', 'iIIi', (state, fd, offset, length, advice) => {
      state.descriptors.get(fd, rights.FD_ADVISE);
      if (advice > 5) fail(errno.EINVAL);
    }],
    ['fd_allocate', 'iII', (state, fd, offset, length) => {
      const descriptor = state.descriptors.get(fd, rights.FD_ALLOCATE);
      const end = Number(offset) + Number(length);
      if (descriptor.stat().size < end) fs.ftruncateSync(descriptor.fd, end);
    }],
    ['fd_close', 'i', (state, fd) => state.descriptors.close(fd)],
    ['fd_datasync', 'i', (state, fd) => fs.fdatasyncSync(state.descriptors.get(fd, rights.FD_DATASYNC).fd)],
    ['fd_fdstat_get', 'ii', ({ descriptors, memory }, fd, at) => {
      memory.check(at, FDSTAT);
      const descriptor = descriptors.get(fd);
      memory.setU16(at, descriptor.type);
      memory.setU32(at + 2, descriptor.flags);
      memory.setU16(at + 6, 0);
      memory.setU64(at + 8, BigInt(descriptor.base));
      memory.setU64(at + 16, BigInt(descriptor.inheriting));
    }],
    ['fd_fdstat_set_flags', 'ii', (state, fd, flags) => {
      const descriptor = state.descriptors.get(fd, rights.FD_FDSTAT_SET_FLAGS);
      // Only the place of writing can change on an open file.
      if (((flags ^ descriptor.flags) & ~(fdflag.APPEND | fdflag.NONBLOCK)) !== 0) fail(errno.ENOSYS);
      descriptor.flags = flags;
    }],
    ['fd_fdstat_set_rights', 'iII', (state, fd, base, inheriting) => {
      const descriptor = state.descriptors.get(fd);
      if ((base & ~BigInt(descriptor.base)) !== 0n || (inheriting & ~BigInt(descriptor.inheriting)) !== 0n) fail(errno.ENOTCAPABLE);
      descriptor.base = Number(base);
      descriptor.inheriting = Number(inheriting);
    }],
    ['fd_filestat_get', 'ii', ({ descriptors, memory }, fd, at) => {
      memory.check(at, FILESTAT);
      setFilestat(memory, at, descriptors.get(fd, rights.FD_FILESTAT_GET).stat());
    }],
    ['fd_filestat_set_size', 'iI', (state, fd, size) => {
      fs.ftruncateSync(state.descriptors.get(fd, rights.FD_FILESTAT_SET_SIZE).fd, Number(size));
    }],
    ['fd_filestat_set_times', 'iIIi', (state, fd, atime, mtime, flags) => {
      const descriptor = state.descriptors.get(fd, rights.FD_FILESTAT_SET_TIMES);
      const times = newTimes(descriptor.stat(), atime, mtime, flags);
      if (descriptor.path === undefined) fs.futimesSync(descriptor.fd, times.atime, times.mtime);
      else fs.lutimesSync(descriptor.path, times.atime, times.mtime);
    }],
    ['fd_pread', 'iiiIi', (state, fd, iovs, count, offset, nread) => {
      const descriptor = state.descriptors.get(fd, rights.FD_READ | rights.FD_SEEK);
      read(state, descriptor, iovs, count, Number(offset), nread);
    }],
    ['fd_prestat_get', 'ii', (state, fd, at) => {
      state.memory.check(at, 8);
      const name = preopenedName(state, fd, errno.EINVAL);
      state.memory.setU32(at, 0);
      state.memory.setU32(at + 4, Buffer.byteLength(name));
    }],
    ['fd_prestat_dir_name', 'iii', (state, fd, at, length) => {
      state.memory.check(at, length);
      const name = Buffer.from(preopenedName(state, fd, errno.EBADF));
      if (name.length > length) fail(errno.ENOBUFS);
      state.memory.put(at, name);
    }],
    ['fd_pwrite', 'iiiIi', (state, fd, iovs, count, offset, nwritten) => {
      const descriptor = state.descriptors.get(fd, rights.FD_WRITE | rights.FD_SEEK);
      write(state, descriptor, iovs, count, Number(offset), nwritten);
    }],
    ['fd_read', 'iiii', (state, fd, iovs, count, nread) => {
      const descriptor = state.descriptors.get(fd, rights.FD_READ);
      const { position } = descriptor;
      const total = read(state, descriptor, iovs, count, position, nread);
      if (position !== null) descriptor.position = position + total;
    }],
    ['fd_readdir', 'iiiIi', (state, fd, at, length, cookie, bufused) => {
      state.memory.check(at, length);
      state.memory.check(bufused, 4);
      const descriptor = state.descriptors.folder(fd, rights.FD_READDIR);
      state.memory.setU32(bufused, readFolder(state, descriptor, at, length, Number(cookie)));
    }],
    ['fd_renumber', 'ii', (state, from, to) => state.descriptors.move(from, to)],
    ['fd_seek', 'iIii', (state, fd, offset, from, at) => {
      state.memory.check(at, 8);
      const descriptor = state.descriptors.get(fd, rights.FD_SEEK);
      seek(descriptor, BigIntAsIntN(64, offset), from);
      state.memory.setU64(at, BigInt(descriptor.position));
    }],
    ['fd_sync', 'i', (state, fd) => {
      const descriptor = state.descriptors.get(fd, rights.FD_SYNC);
      if (descriptor.path === undefined) fs.fsyncSync(descriptor.fd);
    }],
    ['fd_tell', 'ii', (state, fd, at) => {
      state.memory.check(at, 8);
      const descriptor = state.descriptors.get(fd, rights.FD_TELL);
      state.memory.setU64(at, BigInt(descriptor.position ?? fail(errno.ESPIPE)));
    }],
    ['fd_write', 'iiii', (state, fd, iovs, count, nwritten) => {
      const descriptor = state.descriptors.get(fd, rights.FD_WRITE);
      const position = descriptor.writePosition();
      const total = write(state, descriptor, iovs, count, position, nwritten);
      if (position !== null) descriptor.position = position + total;
    }],
  ],
};
