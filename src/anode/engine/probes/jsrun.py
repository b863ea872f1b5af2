"""Probes of jsrun: its snapshots, its raw op, its threads."""

from __future__ import annotations

import _thread
import os
import sys
from collections.abc import Callable

from anode.engine import abi
from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.lab import Isolate, Lab, wait
from anode.engine.probes.probe import Probe

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


def _stand_in(lab: Lab) -> None:
    kept = sys.modules.pop("inspect", None)
    try:
        isolate = lab.fresh()
        expect("inspect" in sys.modules, False, "whether the stand-in stays")
        expect(isolate.js("return python(0)", lambda: 7), 7, "the result of an op registered beside the stand-in")
        isolate.close()
    finally:
        if kept is not None:
            sys.modules["inspect"] = kept


def _snapshot(lab: Lab) -> None:
    expect(lab.isolate().js("return typeof __bootstrap + typeof __anode"), "undefinedobject", "what a snapshot brings")


# JavaScript's text of a value, and what an op gets for it. An integer of more than 31 bits may come as a float.
_IN: tuple[tuple[str, object], ...] = (
    ("1", 1), ("-1", -1), ("2 ** 53 - 1", float(2**53 - 1)), ("1.5", 1.5), ("true", True), ("''", ""), ("'aé€😀'", "aé€😀"),
    ("new Uint8Array([1, 255])", b"\1\xff"), ("new Float64Array([1]).subarray(0, 0)", b""), ("new Uint8Array([1, 2, 3]).buffer", b"\1\2\3"),
    ("new Uint8Array([1, 2, 3]).subarray(1)", b"\2\3"), ("new Uint16Array([258])", b"\2\1"), ("[1, 'a', [2]]", [1, "a", [2]]),
)  # fmt: skip
# A value that an op returns, and a test of it in JavaScript.
_OUT: tuple[tuple[object, str], ...] = (
    (None, "x === null || x === undefined"), (7, "x === 7"), (2**53 - 1, "x === 2 ** 53 - 1"), (-1.5, "x === -1.5"), (True, "x === true"),
    ("aé€😀", "x === 'aé€😀'"), (b"\1\xff", "x instanceof Uint8Array && x.join() === '1,255'"),
    (["a", 1, None, b"\2"], "Array.isArray(x) && x.length === 4 && x[0] === 'a' && x[1] === 1 && x[3][0] === 2"),
)  # fmt: skip


def _raw_op(lab: Lab) -> None:
    isolate = lab.isolate()
    got: list[Any] = []
    for text, expected in _IN:
        isolate.js(f"python(0, {text})", got.append)
        value = got.pop()
        expect(float(value) if isinstance(expected, float) else value, expected, f"what an op gets for {text}")
    isolate.js("python(0, null); python(0, undefined)", got.append)
    if any(value is not abi.undefined for value in got):
        raise Wrong(f"an op gets {got} for null and undefined, not twice jsrun.undefined")
    for value, test in _OUT:
        isolate.js(f"const x = python(0); check({test}, `the result {value!r} of an op became ${{x}}`)", lambda value=value: value)


def _large_values(lab: Lab) -> None:
    size = 11 << 20  # jsrun's own limit, which abi.make_runtime() raises, is 10 MiB
    isolate = lab.isolate()
    got: list[int] = []
    isolate.js(f"python(0, new Uint8Array({size}))", lambda value: got.append(len(value)))
    expect(got, [size], "what an op gets for 11 MiB")
    isolate.js(f"check(python(0).length === {size}, 'a result of 11 MiB was cut')", lambda: b"x" * size)


def _growable_buffer(lab: Lab) -> None:
    lab.isolate().js("""
        let message;
        try {
          python(0, new Uint8Array(new SharedArrayBuffer(8, { maxByteLength: 16 })));
        } catch (error) {
          message = error.message;
        }
        check(message === undefined || engine.isGrowableRefused({ message }), `an op refuses a growable buffer with: ${message}`);
    """, lambda value: None)  # fmt: skip


def _current_frames(lab: Lab) -> None:
    isolate = lab.isolate()
    seen: list[bool] = []
    isolate.js("python(0)", lambda: seen.append(isolate.thread in sys._current_frames()))
    seen.append(isolate.thread in sys._current_frames())
    expect(seen, [True, False], "whether Python has a frame of the isolate's thread, in an op and after it")


def native_thread(isolate: Isolate) -> Callable[[], bool]:
    """Whether the isolate's thread is there: a function to be called later."""
    ids: list[int] = []
    isolate.js("python(0)", lambda: ids.append(_thread.get_native_id()))
    return lambda: os.path.exists(f"/proc/self/task/{ids[0]}")


def _close(lab: Lab) -> None:
    isolate = lab.fresh()
    isolate.pin()
    alive = native_thread(isolate)
    isolate.unpin()
    isolate.runtime.close()
    expect(isolate.runtime.is_closed(), True, "is_closed() after close()")
    isolate.runtime = None  # to be dropped by this thread, and no other
    wait(lambda: not alive(), "the isolate's thread outlives close() by 5 s")


PROBES = (
    Probe("inspect-stand-in", "inspect-stand-in", _stand_in),
    Probe("snapshot", "engine", _snapshot),
    Probe("raw-op", "engine", _raw_op),
    Probe("large-values", "engine", _large_values),
    Probe("growable-buffer", "engine", _growable_buffer),
    Probe("current-frames", "engine", _current_frames),
    Probe("close", "engine", _close),
)
