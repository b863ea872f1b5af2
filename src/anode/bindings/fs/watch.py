"""fs.watch: changes of files and directories.

Linux has inotify, which Python does not wrap: three calls through ctypes, one descriptor in the poller. Elsewhere the
directory is looked at four times a second (documented: macOS's own way, FSEvents, needs a run loop of its own).
Inotify does not look into subdirectories, so a recursive watcher adds a watch for each one it sees.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import struct
import sys

from anode.engine.ops import Numbers, op
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import READ
from anode.permissions import fs_read, nothing

Path = str | bytes


class Event(Numbers):
    """The events of a watcher, as libuv numbers them."""

    RENAME, CHANGE = 1, 2


_IN_MODIFY, _IN_ATTRIB, _IN_MOVED_FROM, _IN_MOVED_TO = 0x2, 0x4, 0x40, 0x80
_IN_CREATE, _IN_DELETE, _IN_DELETE_SELF, _IN_MOVE_SELF, _IN_CLOSE_WRITE = 0x100, 0x200, 0x400, 0x800, 0x8
_IN_IGNORED, _IN_ISDIR = 0x8000, 0x40000000
_MASK = _IN_MODIFY | _IN_ATTRIB | _IN_MOVED_FROM | _IN_MOVED_TO | _IN_CREATE | _IN_DELETE | _IN_DELETE_SELF | _IN_MOVE_SELF
_MASK |= _IN_CLOSE_WRITE
_EVENT = struct.Struct("iIII")
_POLL_SECONDS = 0.25


class Inotify:
    """The inotify instance of an isolate, which all its watchers share: a user may have 128 at a time by default."""

    __slots__ = ("_ctx", "_fd", "_libc", "_watchers")

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._fd = -1
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._watchers: dict[int, dict[Watcher, bytes]] = {}  # by the number of a watch; the path from each watcher's root
        ctx.at_end.append(self._close)

    def add(self, watcher: Watcher, path: bytes, relative: bytes) -> int:
        """Watch ``path`` for ``watcher``, which knows it as ``relative``; the number of the watch. Raises OSError."""
        if self._fd < 0:
            self._fd = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            if self._fd < 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), path)
            self._ctx.loop.poller.add(self._fd, READ, self._readable)
        number: int = self._libc.inotify_add_watch(self._fd, path, _MASK)
        if number < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), path)
        self._watchers.setdefault(number, {})[watcher] = relative
        return number

    def remove(self, watcher: Watcher, number: int) -> None:
        """End a watch for ``watcher``."""
        watchers = self._watchers.get(number)
        if watchers is None:
            return
        watchers.pop(watcher, None)
        if not watchers:
            del self._watchers[number]
            self._libc.inotify_rm_watch(self._fd, number)

    def _readable(self, events: int) -> None:
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return
        at = 0
        while at < len(data):
            number, mask, _, size = _EVENT.unpack_from(data, at)
            name = data[at + _EVENT.size : at + _EVENT.size + size].rstrip(b"\0")
            at += _EVENT.size + size
            watchers = list(self._watchers.get(number, {}).items())
            if mask & _IN_IGNORED:  # the kernel has ended the watch
                self._watchers.pop(number, None)
            for watcher, relative in watchers:
                if not watcher.closed:
                    watcher.event(relative, mask, name)

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class Watcher(Handle):
    """A watched path. Emits its flags (Event.RENAME, Event.CHANGE) with the name's bytes, which a recursive one gives from its root."""

    __slots__ = ("_fresh", "_inotify", "_name", "_numbers", "_recursive", "_root")

    resource = "FSEventWrap"

    def __init__(self, ctx: Context, path: Path, recursive: bool) -> None:
        self._root = os.fsencode(path)
        self._name = os.path.basename(os.path.abspath(self._root))
        self._recursive = recursive and os.path.isdir(self._root)
        self._numbers: set[int] = set()
        self._fresh: set[bytes] = set()  # new files, until they are closed for the first time
        self._inotify = ctx.state(Inotify)
        try:
            self._add(b"")
        except OSError:
            self._unwatch()
            raise
        super().__init__(ctx)

    def _add(self, relative: bytes) -> None:
        path = os.path.join(self._root, relative) if relative else self._root
        self._numbers.add(self._inotify.add(self, path, relative))
        if self._recursive:
            for entry in os.scandir(path):
                if entry.is_dir(follow_symlinks=False):
                    self._add_below(os.path.join(relative, entry.name))

    def _add_below(self, relative: bytes) -> None:
        try:
            self._add(relative)
        except OSError as error:  # it may be gone again
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
                raise

    def event(self, directory: bytes, mask: int, name: bytes) -> None:
        """An event of inotify's in a watched directory, or of the watched file itself (then without a name)."""
        if directory and mask & (_IN_DELETE_SELF | _IN_MOVE_SELF | _IN_ATTRIB | _IN_IGNORED) and not name:
            return  # its parent tells the same
        relative = os.path.join(directory, name) if name else directory or self._name
        if mask & _IN_CLOSE_WRITE:
            self._fresh.discard(relative)
            return
        if self._recursive and mask & _IN_CREATE and not mask & _IN_ISDIR:
            self._fresh.add(relative)
        if mask & ~(_IN_ATTRIB | _IN_MODIFY | _IN_ISDIR):
            self.emit(Event.RENAME, relative)
        elif relative not in self._fresh:  # as in Node, what is written to a new file before it is closed is no change
            self.emit(Event.CHANGE, relative)
        if self._recursive and mask & _IN_ISDIR and mask & (_IN_CREATE | _IN_MOVED_TO):
            self._appeared(relative)

    def _appeared(self, relative: bytes) -> None:
        """A new directory may have been filled before it was watched."""
        self._add_below(relative)
        try:
            entries = list(os.scandir(os.path.join(self._root, relative)))
        except OSError:
            return
        for entry in entries:
            name = os.path.join(relative, entry.name)
            self.emit(Event.RENAME, name)
            if entry.is_dir(follow_symlinks=False):
                self._appeared(name)

    def _unwatch(self) -> None:
        for number in self._numbers:
            self._inotify.remove(self, number)
        self._numbers.clear()

    def dispose(self) -> None:
        """End the watches."""
        self._unwatch()


class PollingWatcher(Handle):
    """The same for systems without inotify: compares the directory four times a second."""

    __slots__ = ("_recursive", "_root", "_seen")

    resource = "StatWatcher"

    def __init__(self, ctx: Context, path: Path, recursive: bool) -> None:
        self._root = os.fsencode(path)
        os.stat(path)
        self._recursive = recursive
        self._seen = self._look()
        super().__init__(ctx)
        self._later()

    def _later(self) -> None:
        import threading

        timer = threading.Timer(_POLL_SECONDS, lambda: self.ctx.loop.post(self._compare))
        timer.daemon = True
        timer.start()

    def _look(self) -> dict[bytes, tuple[int, int, int]]:
        found: dict[bytes, tuple[int, int, int]] = {}

        def note(path: bytes, name: bytes) -> bool:
            try:
                s = os.lstat(path)
            except OSError:
                return False
            found[name] = (s.st_mtime_ns, s.st_size, s.st_ino)
            return stat.S_ISDIR(s.st_mode)

        def walk(directory: bytes, prefix: bytes) -> None:
            try:
                names = os.listdir(directory)
            except OSError:
                return
            for name in names:
                relative = os.path.join(prefix, name)
                if note(os.path.join(directory, name), relative) and self._recursive:
                    walk(os.path.join(directory, name), relative)

        if note(self._root, os.path.basename(self._root)):
            found.clear()
            walk(self._root, b"")
        return found

    def _compare(self) -> None:
        if self.closed:
            return
        before, self._seen = self._seen, self._look()
        for name in before.keys() | self._seen.keys():
            if name not in before or name not in self._seen:
                self.emit(Event.RENAME, name)
            elif before[name] != self._seen[name]:
                self.emit(Event.CHANGE, name)
        self._later()


@op(needs=fs_read("path"), syscall="watch")
def start(ctx: Context, path: Path, recursive: bool = False) -> int:
    """Watch ``path``: the handle, which emits Event.RENAME or Event.CHANGE with the bytes of a name."""
    kind = Watcher if sys.platform == "linux" else PollingWatcher
    try:
        return kind(ctx, path, recursive).id
    except OSError as error:
        error.filename = path
        raise


@op(needs=nothing)
def stop(ctx: Context, handle: int) -> None:
    """Stop watching."""
    found = ctx.loop.handles.get(handle)
    if found is not None:
        found.close()
