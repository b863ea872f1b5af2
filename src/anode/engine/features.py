"""The features that rest on assumptions about the engine, and which of them this process has.

A feature is lost when a function of V8's that it calls cannot be found, or when the self-test (engine/probes) has seen one of its assumptions fail.
A feature that needs a lost one is lost too. What happens without it is said here, and in docs/engine.md.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Mapping


class Feature:
    """``needs`` are the features it builds on; ``without`` says what anode does when it is lost."""

    __slots__ = ("needs", "without")

    def __init__(self, without: str, *needs: str) -> None:
        self.without = without
        self.needs = needs


REQUIRED = "engine"  # the only feature that nothing replaces
_UNAVAILABLE = "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM"

FEATURES: Mapping[str, Feature] = {
    REQUIRED: Feature("anode does not start, and says which jsrun to install"),
    # jsrun and CPython
    "inspect-stand-in": Feature("every start imports inspect, which takes 9 ms"),
    "datetime-stand-in": Feature("every start imports datetime, which takes 2 ms"),
    "mapped": Feature("every start reads the snapshot into memory: 2 to 5 ms"),
    "pin": Feature("every op creates a thread state of Python's: 9 µs instead of 0.4"),
    "drop": Feature("the thread state of each terminated isolate stays in memory", "pin"),
    "terminate": Feature(
        "JavaScript that never returns to the event loop is not ended: worker.terminate() and Runtime.close() wait for it"
    ),
    "callbacks": Feature("a Python function that JavaScript calls gets a RuntimeError if it calls JavaScript", "pin"),
    # V8
    "version": Feature("process.versions.v8 is 0.0.0"),
    "flags": Feature("V8's options on the command line, and v8.setFlagsFromString(), change nothing"),
    "isolate": Feature("stack-traces and cell are lost"),
    "stack-traces": Feature("deno_core wraps every frame of a stack: 10 µs a frame, and a second stack for every error", "isolate"),
    "cell": Feature("text, entries and bytes are lost", "isolate"),
    "text": Feature("the text of a source file crosses as the result of an op, copied once more", "cell"),
    "entries": Feature("util.inspect() shows no entries of iterators, WeakMaps and WeakSets", "cell"),
    "bytes": Feature("a search in a long Buffer runs in JavaScript", "cell"),
    "native": Feature("interrupts, modules, places, exceptions and code-cache are lost", "text"),
    "interrupts": Feature(
        f"the options timeout and breakOnSigint of node:vm throw {_UNAVAILABLE}; a time limit of Python's raises, and the JavaScript runs on",
        "native",
    ),
    "modules": Feature(f"ES modules and vm.Module throw {_UNAVAILABLE}, and import() finds no module", "native"),
    "places": Feature("an error in an ES module that ends the program is shown without its source line", "native"),
    "code-cache": Feature(f"module.enableCompileCache() says {_UNAVAILABLE}", "modules"),
    "exceptions": Feature("contexts, direct and heap-limit are lost", "native"),
    "contexts": Feature(
        "a context of node:vm has the program's own intrinsics, its scripts are evaluated in a `with`, and a vm.Module runs in none",
        "code-cache",
        "places",
        "bytes",
        "stack-traces",
        "exceptions",
    ),
    "shadow-realms": Feature("`new ShadowRealm()` throws an error", "contexts", "flags"),
    "context-code": Feature("an access to the global object of a context takes 2 to 10 µs instead of 0.1 to 1", "contexts"),
    "direct": Feature(
        "Python and JavaScript call each other across two threads, which takes 15 times as long, and callbacks run on the isolate's thread",
        "flags",
        "interrupts",
        "bytes",
        "exceptions",
    ),
    "cycles": Feature("a Python and a JavaScript object that refer to each other stay in memory until their Runtime is closed", "direct"),
    "gc-callbacks": Feature(f"v8.GCProfiler throws {_UNAVAILABLE}, and a PerformanceObserver of `gc` gets no entries", "isolate"),
    "heap-end": Feature(
        "V8 ends a program whose heap is full in its own way, and a Runtime that passes its memory limit is ended", "isolate"
    ),
    "heap-statistics": Feature(
        "v8.getHeapStatistics() knows no limit of the heap, and the sizes of v8.getHeapSpaceStatistics() are 0", "isolate"
    ),
    "heap-limit": Feature(
        "a Runtime that passes its memory limit is ended, and direct calls are lost to it", "direct", "flags", "heap-end"
    ),
    "node-api": Feature("native addons are not loaded: process.dlopen() throws ERR_DLOPEN_FAILED", "bytes", "exceptions"),
    "shared-memory": Feature(
        "a SharedArrayBuffer, a WebAssembly.Memory or a WebAssembly.Module in a message or a clone throws a DataCloneError", "native"
    ),
    "detach-keys": Feature(
        "an ArrayBuffer that must not be transferred, such as that of pooled Buffers, can be detached by its transfer()", "native"
    ),
    "views": Feature("anode.view() raises a RuntimeError", "direct", "shared-memory"),
    "promise-events": Feature("`rejectionHandled` comes in the loop's next turn, and `multipleResolves` never comes", "native"),
    "script-contexts": Feature("a debugger does not see the scripts that ran before it was asked for", "native"),
    "inspector": Feature(
        "node:inspector throws ERR_INSPECTOR_NOT_AVAILABLE, and so do the options that need it: a debugger, profiles, coverage",
        "contexts",
        "direct",
    ),
    "heap-profiler": Feature(f"v8.getHeapSnapshot() and v8.writeHeapSnapshot() throw {_UNAVAILABLE}", "native"),
}

_lost: dict[str, str] = {}


def lose(reasons: Mapping[str, str]) -> None:
    """Do without the features that are the keys; the values say why. Before the first isolate."""
    _lost.update(reasons)


def why(name: str) -> str:
    """Why a feature is not there."""
    for needed in (name, *FEATURES[name].needs):
        if needed in _lost:
            return _lost[needed]
    return ""


def available(name: str) -> bool:
    """Whether this process has a feature, and all that it needs."""
    return name not in _lost and all(available(needed) for needed in FEATURES[name].needs)
