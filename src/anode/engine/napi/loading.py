"""Loading a ``.node`` file, and calling its init function.

Some facts:
- The system loads a library once a process, however often it is asked to; its constructors run then. An addon that registers itself in a constructor
  (``napi_module_register``) does so once, for all isolates.
- A symbol that nothing defines ends a load with ``RTLD_NOW``. Without it, it ends the process when it is first called.

What this means here:
- A library is kept by its real path, with its init function.
- Addons are loaded with ``RTLD_NOW``, whatever flags ``process.dlopen`` has.
"""

from __future__ import annotations

import _thread
import atexit
import ctypes
import os
from time import sleep

import anode.engine.napi.functions  # noqa: F401  declares the functions
from anode.engine.napi.elf import Library
from anode.engine.napi.ending import close_environment
from anode.engine.napi.entries import ENTRIES
from anode.engine.napi.environment import Addons, Environment
from anode.engine.napi.functions.environment import VERSION, registered, set_node_version
from anode.engine.napi.invocation import CALLBACK, rethrow, run
from anode.engine.napi.memory import WORD, words
from anode.engine.napi.refusal import Refused, check
from anode.engine.v8.signatures import P

_INIT, _GET_VERSION = "napi_register_module_v1", "node_api_module_get_api_version_v1"
_DEFAULT_VERSION, _EXPERIMENTAL = 8, 2**31 - 1  # of Node-API: without _GET_VERSION; NAPI_VERSION_EXPERIMENTAL
_MODULE_INIT = 16  # offset of nm_register_func in a napi_module

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/:@!$&'()*+,;=")  # characters of a path in a URL

_lock = _thread.allocate_lock()
_library: Library | None = None
_callbacks: list[object] = []  # of the table, which has only their addresses


class _Addon:
    """A library that is loaded: the address of its init function, and the version of Node-API for which it was made."""

    __slots__ = ("init", "library", "version")

    def __init__(self, library: ctypes.CDLL, init: int, version: int) -> None:
        self.library = library
        self.init = init
        self.version = version


_addons: dict[str, _Addon] = {}  # by real path


def _fill_table(node_version: str) -> None:
    """Make the functions of Node-API known to the loader, once a process. Raises OSError."""
    global _library
    if _library is not None:
        return
    names = list(ENTRIES)
    library = Library(names)
    slots = (P * len(names)).from_address(library.table)
    for i, name in enumerate(names):
        callback = ENTRIES[name]()
        _callbacks.append(callback)
        slots[i] = ctypes.cast(callback, P)
    set_node_version(node_version)
    _library = library

    def close_table() -> None:
        # Threads of addons run on while Python ends. Those that are in a callback have time to leave it.
        for i in range(len(names)):
            slots[i] = library.closing
        sleep(0.02)

    atexit.register(close_table)


def load(path: str, flags: int, node_version: str) -> None:
    """Load the file for all isolates. Raises :class:`Refused`."""
    real = os.path.realpath(path)
    with _lock:
        if real in _addons:
            return
        try:
            _fill_table(node_version)
        except OSError as error:
            raise Refused(f"{path}: anode cannot load native addons here: {error}") from None
        check(path, ENTRIES)
        registered.clear()
        try:
            library = ctypes.CDLL(path, flags & ~os.RTLD_LAZY | os.RTLD_NOW)
        except OSError as error:
            raise Refused(str(error)) from None
        init = _address(library, _INIT)
        if not init and registered:
            init = words[(registered[-1] + _MODULE_INIT) >> WORD]
        if not init:
            raise Refused(f"Module did not self-register: '{path}'.")
        get_version = getattr(library, _GET_VERSION, None)
        version = _DEFAULT_VERSION if get_version is None else get_version()
        if version > VERSION and version != _EXPERIMENTAL:
            raise Refused(
                f"{os.path.basename(path)} requires Node-API version {version}, but this version of anode only supports version {VERSION} add-ons."
            )
        _addons[real] = _Addon(library, init, version)


def _file_url(path: str) -> str:
    return "file://" + "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in os.fsencode(path))


def _address(library: ctypes.CDLL, name: str) -> int:
    function = getattr(library, name, None)
    return 0 if function is None else ctypes.cast(function, P).value or 0


def initialize(addons: Addons, path: str, exports: int) -> int:
    """Call the init function of a loaded file for an isolate; what it returns as a handle, or 0. Inside a function of V8's, where an exception of the
    addon's is left pending.
    """
    addon = _addons[os.path.realpath(path)]
    env = Environment(addons, _file_url(path), addon.version)
    addons.hooks.append(lambda: close_environment(env))
    returned: int = run(env, CALLBACK(addon.init), env.address, exports) or 0
    rethrow(env)
    return returned
