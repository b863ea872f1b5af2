"""The one Python file that knows jsrun's private names, and the parts of CPython that a thread of jsrun's needs.

Some facts:
- ``import jsrun`` imports asyncio, which only jsrun's async methods need and which takes longer than the rest of a start.
- ``register_op()`` asks ``inspect.iscoroutinefunction`` about each function; importing inspect takes 9 ms.
- The first value that jsrun converts has it import datetime, for the C functions there. That is 2 ms of Python, which its C half replaces.
- jsrun calls ``PyGILState_Ensure`` and ``PyGILState_Release`` around each op. If these make and delete the thread's state, an op takes 9 µs, else 0.4.
- jsrun's threads have a stack of 2 MB, unless ``RUST_MIN_STACK`` says another size when the first is started. Native addons recurse as deep as
  Node's 8 MB allow.
- ``Runtime.terminate()`` holds the GIL while it waits for the isolate's thread. If that thread is in an op, which needs the GIL to return, both wait
  for ever. A C function called through ctypes leaves the GIL free.

What this means here:
- The extension module is loaded alone, under an empty package of the name jsrun.
- A stand-in for inspect answers, where no other thread can see it.
- The C half of datetime stands in for it until jsrun has its functions.
- The variable is set around the making of a Runtime, and is not seen by children or by other code.
- The first op on a thread calls ``PyGILState_Ensure`` once more (:func:`pin`), and a last one undoes it (:func:`unpin`).
- The address of terminate's C function is read out of CPython's method descriptor.
- docs/engine.md lists all of these, with what tries them.
"""

from __future__ import annotations

import ctypes
import os
import sys
from _collections_abc import Callable

from anode.engine import features

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

JSRUN_VERSION = "0.3.0"
WANTED = f"pip install 'jsrun=={JSRUN_VERSION}'"
_METHODS = ("close", "eval", "is_closed", "register_op", "terminate")
_NAMES = ("Runtime", "RuntimeConfig", "RuntimeTerminated", "SnapshotBuilder", "undefined")


_Module = type(sys)


class EngineMissing(ImportError):
    """jsrun is not installed, or not in a version that anode runs on. The message is one line that says what to install."""


def _load() -> Any:
    if "jsrun" in sys.modules:
        import jsrun._jsrun as extension

        return extension
    machinery = sys.modules["_frozen_importlib_external"]  # importing importlib.machinery would cost every start 1 ms
    spec = machinery.PathFinder.find_spec("jsrun")
    if spec is None or spec.origin is None:
        raise EngineMissing(f"anode needs the package jsrun, which is not installed: {WANTED}")
    package = _Module("jsrun")
    package.__path__ = [os.path.dirname(spec.origin)]
    package.__spec__ = type(spec)("jsrun", None, origin=spec.origin, is_package=True)
    sys.modules["jsrun"] = package
    try:
        import jsrun._jsrun as extension
    except ImportError as error:
        raise EngineMissing(f"anode cannot load jsrun ({error}): {WANTED}") from None
    finally:
        # A later import of jsrun gets the whole package, with the same extension.
        if sys.modules.get("jsrun") is package:
            del sys.modules["jsrun"]
    return extension


def _check(extension: Any) -> None:
    missing = [name for name in _NAMES if not hasattr(extension, name)]
    if "Runtime" not in missing:
        missing += [f"Runtime.{name}" for name in _METHODS if not hasattr(extension.Runtime, name)]
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


STACK = 8 << 20  # bytes of the stack of an isolate's thread
_STACK_VARIABLE = "RUST_MIN_STACK"

LARGEST_VALUE = 2**31 - 1  # bytes of one value across the raw op
DEEPEST_VALUE = 1000


def make_runtime(snapshot: bytes | None, heap_limit: int | None = None) -> Any:
    """A new isolate with its thread. Only the calling thread may use it."""
    config = _extension.RuntimeConfig(
        snapshot=snapshot,
        max_heap_size=heap_limit,
        max_serialization_bytes=LARGEST_VALUE,
        max_serialization_depth=DEEPEST_VALUE,
    )
    if _STACK_VARIABLE in os.environ:
        return Runtime(config)
    os.environ[_STACK_VARIABLE] = str(STACK)
    try:
        return Runtime(config)
    finally:
        del os.environ[_STACK_VARIABLE]


def register(runtime: Any, ops: dict[str, Callable[..., Any]], alone: bool) -> dict[str, int]:
    """Register raw ops, before any JavaScript runs; their numbers by name.

    ``alone`` says that the process has no threads but anode's, which may not see the stand-in for inspect.
    """
    stand_in = alone and "inspect" not in sys.modules and features.available("inspect-stand-in")
    if stand_in:
        module = _Module("inspect")
        module.iscoroutinefunction = lambda function: False  # type: ignore[attr-defined]
        sys.modules["inspect"] = module
    try:
        return {name: runtime.register_op(name, function) for name, function in ops.items()}
    finally:
        if stand_in:
            del sys.modules["inspect"]


def lend_datetime(alone: bool) -> bool:
    """Let ``_datetime`` stand in for datetime, until :func:`return_datetime`, where ``alone`` says as for :func:`register`; whether it does."""
    if not alone or "datetime" in sys.modules or not features.available("datetime-stand-in"):
        return False
    try:
        sys.modules["datetime"] = __import__("_datetime")
    except ImportError:
        return False
    return True


def return_datetime() -> None:
    """Undo :func:`lend_datetime`: the next import gets the module, with the same classes."""
    del sys.modules["datetime"]


def pin() -> int:
    """Keep the state that Python has of this thread, once, inside a first op; the state's address, for :func:`drop`."""
    if not features.available("pin"):
        return 0
    ctypes.pythonapi.PyGILState_Ensure()
    current = ctypes.pythonapi.PyThreadState_Get
    current.restype = ctypes.c_void_p
    return current() or 0


def unpin() -> None:
    """Undo :func:`pin`, inside a last op, before ``close``."""
    if features.available("pin"):
        ctypes.pythonapi.PyGILState_Release(0)  # PyGILState_LOCKED: the op still holds the GIL


def drop(state: int) -> None:
    """Free the pinned state of a thread that has ended without :func:`unpin`, because its JavaScript was terminated."""
    if not features.available("drop"):
        return
    for name in ("PyThreadState_Clear", "PyThreadState_Delete"):
        function = getattr(ctypes.pythonapi, name)
        function.argtypes = (ctypes.c_void_p,)
        function.restype = None
        function(state)


# ---- terminate without the GIL ----

# PyMethodDescrObject { PyObject_HEAD, d_type, d_name, d_qualname, d_method -> PyMethodDef { name, function } }
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
    # The name in the PyMethodDef shows whether the layout is as expected. It is looked at for is_closed first: to read that address harms nothing.
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
    """End the JavaScript that runs in ``runtime``; false where that cannot be done without a deadlock."""
    global _terminate, _searched
    if not _searched:
        _searched = True
        try:
            _terminate = _find_terminate() if features.available("terminate") else None
        except (ValueError, TypeError, AttributeError):
            _terminate = None
    if _terminate is None:
        return False
    _terminate(runtime)
    return True
