"""Probes of what CPython and jsrun do together: thread states, the function behind a method, greenlets."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine import abi
from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.jsrun import native_thread
from anode.engine.probes.lab import Isolate, Lab, wait
from anode.engine.probes.probe import Probe

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


def _state_id() -> int:
    get, number = ctypes.pythonapi.PyThreadState_Get, ctypes.pythonapi.PyThreadState_GetID
    get.restype = ctypes.c_void_p
    number.argtypes, number.restype = (ctypes.c_void_p,), ctypes.c_uint64
    return int(number(get()))


def _pin(lab: Lab) -> None:
    isolate = lab.fresh()
    isolate.pin()
    ids: list[int] = []
    for _ in range(3):
        isolate.js("python(0)", lambda: ids.append(_state_id()))
    expect(ids, ids[:1] * 3, "the thread state of three ops of a pinned thread")
    isolate.unpin()
    expect(isolate.js("return python(0)", lambda: 7), 7, "the result of an op after unpin()")
    isolate.close()


def _run_for_ever(lab: Lab, loop: str) -> tuple[Isolate, Callable[[], bool]]:
    """A pinned isolate with a pump that never returns, under way; and whether its thread is there."""
    isolate = lab.fresh()
    isolate.pin()
    alive = native_thread(isolate)
    started: list[None] = []
    isolate.js(f"engine.arm(() => {{ python(0); {loop} }})", lambda: started.append(None))
    wait(lambda: bool(started), "an armed pump does not start")
    return isolate, alive


def _end_for_ever(lab: Lab, loop: str) -> Isolate:
    isolate, alive = _run_for_ever(lab, loop)
    if not abi.terminate(isolate.runtime):
        raise Wrong("the method descriptor of Runtime.terminate has no function where it is expected")
    wait(lambda: not alive(), "terminate() has not ended JavaScript after 5 s")
    isolate.close()
    return isolate


def _terminate(lab: Lab) -> None:
    _end_for_ever(lab, "for (;;);")


def _terminate_in_op(lab: Lab) -> None:
    _end_for_ever(lab, "for (;;) python(0);")


def _drop(lab: Lab) -> None:
    isolate = _end_for_ever(lab, "for (;;);")
    before = _states()
    isolate.drop()
    expect(_states(), before - 1, "the number of thread states after one was deleted")


def _states() -> int:
    api = ctypes.pythonapi
    for function in (api.PyInterpreterState_Get, api.PyInterpreterState_ThreadHead, api.PyThreadState_Next):
        function.restype = ctypes.c_void_p
    api.PyInterpreterState_ThreadHead.argtypes = api.PyThreadState_Next.argtypes = (ctypes.c_void_p,)
    count, state = 0, api.PyInterpreterState_ThreadHead(api.PyInterpreterState_Get())
    while state:
        count, state = count + 1, api.PyThreadState_Next(state)
    return count


def _greenlet(lab: Lab) -> None:
    import greenlet

    running: list[Any] = []

    def begin() -> str:
        # As interop/bridge.py: a Python function that is called leaves its op in the middle, and is resumed by a later one.
        def work() -> str:
            return f"resumed with {greenlet.getcurrent().parent.switch('left')}"

        running.append(greenlet.greenlet(work))
        return str(running[0].switch())

    def resume(value: str) -> str:
        running[0].parent = greenlet.getcurrent()
        return str(running[0].switch(value))

    isolate = lab.isolate()
    expect(isolate.js("return python(0)", begin), "left", "what a greenlet hands out of its op")
    expect(
        isolate.js("return python(1, 'a value')", begin, resume), "resumed with a value", "the result of a greenlet resumed in another op"
    )


PROBES = (
    Probe("pin", "pin", _pin),
    Probe("terminate", "terminate", _terminate),
    Probe("terminate-in-op", "terminate", _terminate_in_op),
    Probe("drop", "drop", _drop),
    Probe("greenlet", "callbacks", _greenlet),
)
