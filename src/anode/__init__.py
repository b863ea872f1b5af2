"""anode: Node.js as a Python package.

>>> import anode
>>> marked = anode.require("marked")
>>> marked.parse("# Hello")

:func:`require` and :func:`import_` bring npm packages, Node's own modules and JavaScript files into Python; a :class:`Runtime` is a program
of its own. ``anode file.js`` on the command line runs Node programs.
"""

from anode.engine.version import VERSION as __version__

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.interop.errors import Exit, ForkError, Interrupted, JSError, OutOfMemory, RuntimeClosed, Timeout, UncaughtWarning
    from anode.interop.forms import register
    from anode.interop.heap.view import view
    from anode.interop.limits.timeout import timeout
    from anode.interop.parallel.pool import Pool
    from anode.interop.proxies import JSArray, JSFunction, JSObject, JSPromise, to_python
    from anode.interop.ref import ref
    from anode.interop.runtime import JSValue, Runtime
    from anode.interop.undefined import undefined
    from anode.sandbox.errors import SandboxEnded
    from anode.sandbox.sandbox import Sandbox
    from anode.tracing.session import trace

__all__ = [
    "Exit",
    "ForkError",
    "Interrupted",
    "JSArray",
    "JSError",
    "JSFunction",
    "JSObject",
    "JSPromise",
    "OutOfMemory",
    "Pool",
    "Runtime",
    "RuntimeClosed",
    "Sandbox",
    "SandboxEnded",
    "Timeout",
    "UncaughtWarning",
    "__version__",
    "eval",
    "import_",
    "ref",
    "register",
    "require",
    "reset",
    "timeout",
    "to_python",
    "trace",
    "undefined",
    "view",
]

_HOMES = {
    "interop.errors": ("Exit", "ForkError", "Interrupted", "JSError", "OutOfMemory", "RuntimeClosed", "Timeout", "UncaughtWarning"),
    "interop.forms": ("register",),
    "interop.limits.timeout": ("timeout",),
    "interop.parallel.pool": ("Pool",),
    "interop.proxies": ("JSArray", "JSFunction", "JSObject", "JSPromise", "to_python"),
    "interop.ref": ("ref",),
    "interop.runtime": ("JSValue", "Runtime"),
    "interop.undefined": ("undefined",),
    "interop.heap.view": ("view",),
    "sandbox.errors": ("SandboxEnded",),
    "sandbox.sandbox": ("Sandbox",),
    "tracing.session": ("trace",),
}


def require(specifier: str) -> "JSValue":
    """``require(specifier)`` of JavaScript: a builtin (``"crypto"``), a package of node_modules, or a file (``"./lib.js"``).

    Looked up from the folder of the Python file that calls, or from the working directory in a notebook. Raises JSError.
    """
    from anode.interop.runtime import caller_folder, default_runtime

    return default_runtime()._require(specifier, caller_folder(2))


def eval(source: str, *, filename: str = "[python]", timeout: "float | None" = None) -> "JSValue":
    """Run a script in the Runtime behind :func:`require`, for ``timeout`` seconds at most; its completion value. Raises JSError, Timeout."""
    from anode.interop.runtime import default_runtime

    return default_runtime().eval(source, filename=filename, timeout=timeout)


def import_(specifier: str) -> "JSValue":
    """The namespace of an ES module, looked up as :func:`require` does. Raises JSError."""
    from anode.interop.runtime import caller_folder, default_runtime

    return default_runtime()._import(specifier, caller_folder(2))


def reset() -> None:
    """Close the Runtime behind :func:`require` and :func:`import_`; the next use makes a new one. A forked child has none, and forgets its parent's."""
    from anode.interop.runtime import reset

    reset()


def __getattr__(name: str) -> object:
    # `anode` on the command line starts without any of these.
    for module, names in _HOMES.items():
        if name in names:
            import importlib

            return getattr(importlib.import_module(f"anode.{module}"), name)
    raise AttributeError(f"module 'anode' has no attribute {name!r}")
