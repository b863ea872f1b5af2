"""The one Python file that knows jsrun's private names.

``import jsrun`` loads asyncio, which only its async methods need and which costs more than all the rest of a start. So the extension
module is loaded alone, under an empty package of that name.
"""

from __future__ import annotations

import ctypes
import os
import sys
import types
from collections.abc import Callable
from importlib.machinery import ModuleSpec, PathFinder

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

JSRUN_VERSION = "0.3.0"
WANTED = f"pip install 'jsrun=={JSRUN_VERSION}'"
_NAMES = ("Runtime", "RuntimeConfig", "RuntimeTerminated", "SnapshotBuilder", "undefined")


class EngineMissing(ImportError):
    """jsrun is not there, or not the one anode was built for."""


def _load() -> Any:
    if "jsrun" in sys.modules:
        import jsrun._jsrun as extension

        return extension
    spec = PathFinder.find_spec("jsrun")
    if spec is None or spec.origin is None:
        raise EngineMissing(f"anode needs the package jsrun, which is not installed: {WANTED}")
    package = types.ModuleType("jsrun")
    package.__path__ = [os.path.dirname(spec.origin)]
    package.__spec__ = ModuleSpec("jsrun", None, origin=spec.origin, is_package=True)
    sys.modules["jsrun"] = package
    try:
        import jsrun._jsrun as extension
    except ImportError as error:
        raise EngineMissing(f"anode cannot load jsrun ({error}): {WANTED}") from None
    finally:
        # Whoever imports jsrun after us gets the whole package, and the same extension.
        if sys.modules.get("jsrun") is package:
            del sys.modules["jsrun"]
    return extension


def _check(extension: Any) -> None:
    missing = [name for name in _NAMES if not hasattr(extension, name)]
    missing += [f"Runtime.{n}" for n in ("close", "eval", "register_op", "terminate") if not hasattr(extension.Runtime, n)]
    if missing:
        raise EngineMissing(f"this jsrun lacks {', '.join(missing)}: {WANTED}")


_extension = _load()
_check(_extension)

Runtime = _extension.Runtime
SnapshotBuilder = _extension.SnapshotBuilder
RuntimeTerminated = _extension.RuntimeTerminated
undefined = _extension.undefined


def extension_path() -> str:
    """The file of jsrun's extension module, V8 in it."""
    path: str = _extension.__file__
    return path


LARGEST_VALUE = 2**31 - 1  # bytes of one value across the raw op
DEEPEST_VALUE = 1000


def make_runtime(snapshot: bytes | None, heap_limit: int | None = None) -> Any:
    """A new isolate with its thread; to be used from the calling thread only."""
    config = _extension.RuntimeConfig(
        snapshot=snapshot,
        max_heap_size=heap_limit,
        max_serialization_bytes=LARGEST_VALUE,
        max_serialization_depth=DEEPEST_VALUE,
    )
    return Runtime(config)


def register(runtime: Any, ops: dict[str, Callable[..., Any]], alone: bool) -> dict[str, int]:
    """Register raw ops, before any JavaScript runs; their numbers by name.

    jsrun asks ``inspect.iscoroutinefunction`` about each, and importing inspect takes 9 ms, a sixth of a start. Where the process is
    anode's ``alone``, so that no other thread can see it, a stand-in answers.
    """
    stand_in = alone and "inspect" not in sys.modules
    if stand_in:
        module = types.ModuleType("inspect")
        module.iscoroutinefunction = lambda function: False  # type: ignore[attr-defined]
        sys.modules["inspect"] = module
    try:
        return {name: runtime.register_op(name, function) for name, function in ops.items()}
    finally:
        if stand_in:
            del sys.modules["inspect"]


def pin() -> int:
    """Keep this thread's Python state: a host call then costs 0.4 µs instead of 9. To be called once, inside a first op.

    The state's address, for :func:`drop`.
    """
    ctypes.pythonapi.PyGILState_Ensure()
    current = ctypes.pythonapi.PyThreadState_Get
    current.restype = ctypes.c_void_p
    return current() or 0


def unpin() -> None:
    """Undo :func:`pin`, inside a last op: before ``close``."""
    ctypes.pythonapi.PyGILState_Release(0)  # PyGILState_LOCKED: this op still holds the GIL


def drop(state: int) -> None:
    """Free the pinned state of a thread that has ended without :func:`unpin`, because its JavaScript was terminated."""
    for name in ("PyThreadState_Clear", "PyThreadState_Delete"):
        function = getattr(ctypes.pythonapi, name)
        function.argtypes = (ctypes.c_void_p,)
        function.restype = None
        function(state)


# ---- terminate without the GIL ----

# Runtime.terminate() holds the GIL while it waits for the isolate's thread; if that thread is in an op, which needs the GIL to
# return, both wait for ever. Called as a C function through ctypes the GIL is free meanwhile. CPython keeps the function's address in
# its method descriptor: PyMethodDescrObject { PyObject_HEAD, d_type, d_name, d_qualname, d_method -> PyMethodDef { name, function } }.

_DESCRIPTOR_METHOD_OFFSET = 2 * ctypes.sizeof(ctypes.c_void_p) + 3 * ctypes.sizeof(ctypes.c_void_p)


def _method_function(descriptor: Any, name: bytes) -> int | None:
    if sys.implementation.name != "cpython" or getattr(sys.flags, "gil", 1) == 0:
        return None
    method = ctypes.c_void_p.from_address(id(descriptor) + _DESCRIPTOR_METHOD_OFFSET).value
    if not method:
        return None
    found = ctypes.c_char_p.from_address(method).value
    return ctypes.c_void_p.from_address(method + ctypes.sizeof(ctypes.c_void_p)).value if found == name else None


def _find_terminate() -> Callable[[Any], None] | None:
    # The layout is checked on a method whose address means nothing here before it is believed for terminate.
    if _method_function(Runtime.is_closed, b"is_closed") is None:
        return None
    address = _method_function(Runtime.terminate, b"terminate")
    if not address:
        return None
    function = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)

    def call(runtime: Any) -> None:
        function(id(runtime), None)

    return call


_terminate: Callable[[Any], None] | None = None
_searched = False


def terminate(runtime: Any) -> bool:
    """End whatever JavaScript runs in ``runtime``; false where that cannot be done without risking a deadlock."""
    global _terminate, _searched
    if not _searched:
        _searched = True
        try:
            _terminate = _find_terminate()
        except (ValueError, TypeError, AttributeError):
            _terminate = None
    if _terminate is None:
        return False
    _terminate(runtime)
    return True
