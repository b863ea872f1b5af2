'use strict';

// The descriptors of a module. A folder is a path, and has no descriptor of the host.

const { MapPrototypeForEach, SafeFinalizationRegistry, SafeMap } = primordials;
const { closeSync, fstatSync, lstatSync, realpathSync } = require('internal/wasi/host');
const { errno, fdflag, granted, rights, type } = require('internal/wasi/constants');
const { fail } = require('internal/wasi/failure');

const big = { __proto__: null, bigint: true };

// The type that WASI gives to a file: a pipe is a socket.
function typeOf(stats) {
  if (stats.isFile()) return type.REGULAR;
  if (stats.isDirectory()) return type.DIRECTORY;
  if (stats.isSymbolicLink()) return type.LINK;
  if (stats.isCharacterDevice()) return type.CHARACTER;
  if (stats.isBlockDevice()) return type.BLOCK;
  if (stats.isFIFO() || stats.isSocket()) return type.SOCKET_STREAM;
  return type.UNKNOWN;
}

// What a descriptor may do at most, and those that are opened from it.
function mostRights(kind, fd) {
  if (kind === type.REGULAR) return { __proto__: null, base: granted.regular, inheriting: 0 };
  if (kind === type.DIRECTORY) return { __proto__: null, base: granted.directory, inheriting: granted.directoryInheriting };
  if (kind === type.SOCKET_STREAM) return { __proto__: null, base: granted.socket, inheriting: granted.all };
  if (kind === type.CHARACTER && require('tty').isatty(fd)) return { __proto__: null, base: granted.terminal, inheriting: 0 };
  return { __proto__: null, base: granted.all, inheriting: granted.all };
}

class Descriptor {
  fd = -1;            // of the host
  path = undefined;   // of the host, for a folder
  name = undefined;   // that of a preopened folder
  isOwn = false;      // whether closing it closes the host's descriptor
  position = null;    // null: the position that the host keeps
  flags = 0;
  entries = undefined;  // what a folder holds, while it is read

  constructor(kind, base, inheriting) {
    this.type = kind;
    this.base = base;
    this.inheriting = inheriting;
  }

  stat() {
    return this.path === undefined ? fstatSync(this.fd, big) : lstatSync(this.path, big);
  }

  // Where the next byte is written.
  writePosition() {
    if (this.position === null || (this.flags & fdflag.APPEND) === 0) return this.position;
    return this.position = Number(this.stat().size);
  }

  close() {
    if (this.isOwn) closeSync(this.fd);
  }
}

// Closes the files that a module has left open, after it is gone.
const leftOpen = new SafeFinalizationRegistry((all) => {
  MapPrototypeForEach(all, (descriptor) => {
    try {
      descriptor.close();
    } catch {
      // The program has closed the host's descriptor itself.
    }
  });
});

class Descriptors {
  #all = new SafeMap();

  constructor() {
    leftOpen.register(this, this.#all);
  }

  // The standard streams are the caller's: a module that closes one leaves it open.
  addStream(fd) {
    const kind = typeOf(fstatSync(fd));
    const { base, inheriting } = mostRights(kind, fd);
    const added = new Descriptor(kind, base, inheriting);
    added.fd = fd;
    this.#add(added);
  }

  addFolder(name, path) {
    const real = realpathSync(path);
    if (!lstatSync(real).isDirectory()) fail(errno.ENOTDIR);
    const added = new Descriptor(type.DIRECTORY, granted.directory, granted.directoryInheriting);
    added.path = real;
    added.name = name;
    this.#add(added);
  }

  addOpened(kind, place, base, inheriting, flags) {
    const most = mostRights(kind, place.fd);
    const added = new Descriptor(kind, base & most.base, inheriting & most.inheriting);
    added.flags = flags;
    if (kind === type.DIRECTORY) {
      added.path = place.path;
    } else {
      added.fd = place.fd;
      added.isOwn = true;
      if (kind === type.REGULAR) added.position = 0;
    }
    return this.#add(added);
  }

  #add(descriptor) {
    let number = 0;
    while (this.#all.has(number)) number++;
    this.#all.set(number, descriptor);
    return number;
  }

  get(number, base = 0, inheriting = 0) {
    const found = this.#all.get(number);
    if (found === undefined) fail(errno.EBADF);
    if ((found.base & base) !== base || (found.inheriting & inheriting) !== inheriting) fail(errno.ENOTCAPABLE);
    return found;
  }

  folder(number, base, inheriting = 0) {
    const found = this.get(number, base, inheriting);
    if (found.path === undefined) fail(errno.ENOTDIR);
    return found;
  }

  close(number) {
    const found = this.get(number);
    this.#all.delete(number);
    found.close();
  }

  move(from, to) {
    const moved = this.get(from);
    const replaced = this.get(to);
    if (moved === replaced) return;
    this.#all.delete(from);
    this.#all.set(to, moved);
    replaced.close();
  }
}

// What a descriptor cannot do, because of how the host opened it.
const withoutAccess = (base, reads, writes) => base & ~(reads ? 0 : rights.FD_READ) & ~(writes ? 0 : rights.FD_WRITE);

module.exports = { Descriptors, typeOf, withoutAccess };
