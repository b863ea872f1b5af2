"""V8's flags, and what an isolate does for its errors.

Some facts:
- V8 reads its flags when the first isolate is made, and freezes them then unless ``--no-freeze-flags-after-init`` is among them. It passes over flags
  that it does not know.
- V8 grows its young generation by and by, and a server's memory with it: 40 MB over the first two million requests. With one size from the
  beginning the memory stays where it is after 100,000 requests, at the same speed. A larger one does not fit the processor's cache: with 8 MB,
  Buffers of 1 KB are made half as fast as with 2 MB.
- When V8 looks for loops to unroll, it drops the checks of loops that it takes for short, and so of an endless loop around a short one
  (``for (;;) new Array(9).fill(1)``). Such a loop cannot be ended, nor can Python handle a signal meanwhile. Node hangs there, too.
- deno_core has V8 take a second stack for each error, and wraps each frame of a stack in an object of its own, which takes 10 µs.
"""

from __future__ import annotations

from anode.engine.v8.library import functions

# A thread that enters has a stack of its own, and code pages are then used by threads that V8 has not started: with memory protection keys it lets only
# its own threads have access to them. A host must be able to end any JavaScript.
_DIRECT = "--stack-size=7800 --no-memory-protection-keys --no-turboshaft-loop-unrolling"
_direct = False
_flags = "--min-semi-space-size=2 --max-semi-space-size=2 --no-freeze-flags-after-init"


def request_flags(flags: str) -> None:
    """Add V8's ``flags``, as on a command line, to those that :func:`apply_flags` sets."""
    global _flags
    _flags = f"{_flags} {flags}"


def request_direct() -> None:
    """Add the flags that direct calls need (entry.py), if this process has them."""
    global _direct
    _direct = True


def apply_flags() -> None:
    """Set the flags; before the first isolate of the process."""
    set_flags(f"{_flags} {_DIRECT}" if _direct and functions("direct") else _flags)


def limit_stack() -> None:
    """Set the stack limit of the isolate's own thread, where ``--stack-size`` allows more than it has. Inside an op."""
    if _direct and (v8 := functions("direct")):
        from anode.engine.v8 import entry

        v8["StackGuard__SetStackLimit"](v8["Isolate__GetCurrent"]() + entry.STACK_GUARD, entry.thread.limit)


def semi_space_flags() -> str:
    """The flags among those of the process that say how large a semi-space is."""
    return " ".join(flag for flag in _flags.replace("_", "-").split() if "-semi-space-size" in flag)


def set_flags(flags: str) -> bool:
    """Set V8's flags, as on a command line, at any time; whether V8 could be told."""
    v8 = functions("flags")
    if not v8:
        return False
    text = flags.encode()
    v8["V8__SetFlagsFromString"](text, len(text))
    return True


def make_errors_cheap() -> None:
    """Undo what deno_core has V8 do for errors: V8 then calls ``Error.prepareStackTrace`` by itself, with its own call sites. Inside an op."""
    v8 = functions("stack-traces")
    if not v8:
        return
    isolate = v8["Isolate__GetCurrent"]()
    v8["Isolate__SetPrepareStackTraceCallback"](isolate, None)
    v8["Isolate__SetCaptureStackTraceForUncaughtExceptions"](isolate, False, 0)
