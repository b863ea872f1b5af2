"""The few functions of libuv's that addons for Node-API use beside it: work on the pool, and waking the event loop.

Some facts:
- The addon owns the memory of a ``uv_work_t`` or ``uv_async_t``, and reads of it what every handle begins with: ``data``, which is its own, and ``loop``.
- ``uv_async_send`` may be called on any thread, and several calls may be one call of the callback.
- libuv calls a callback without an environment: the addon has kept the one it wants.

What this means here:
- Handles and requests are known by their address. A loop is the address of zeros: addons only hand it on.
- An addon that uses any other function of libuv's is refused before it is loaded (refusal.py).
"""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Callable

from anode.engine.napi.entries import bare_entry, entry
from anode.engine.napi.environment import Addons, Environment
from anode.engine.napi.invocation import report, run
from anode.engine.napi.memory import HALF, WORD, halves, words
from anode.engine.napi.status import INVALID_ARG, OK
from anode.engine.v8.signatures import P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_LOOP, _TYPE = 8, 16  # offsets in a handle
_ASYNC = 1  # uv_handle_type
_LOOP_SIZE = 1024  # bytes, more than a uv_loop_t
_EINVAL = -errno.EINVAL

_request_type = ctypes.CFUNCTYPE(None, P)
_after_type = ctypes.CFUNCTYPE(None, P, ctypes.c_int32)

_loops: dict[int, tuple[Addons, object]] = {}  # by address, with their bytes
_addresses: dict[Addons, int] = {}
_gone: list[object] = []  # the bytes of loops that have ended: threads of addons may have their address
_handles: dict[int, AsyncHandle] = {}  # by address


def loop_of(addons: Addons) -> int:
    """The address that stands for the isolate's event loop."""
    address = _addresses.get(addons)
    if address is None:
        memory = ctypes.create_string_buffer(_LOOP_SIZE)
        address = _addresses[addons] = ctypes.addressof(memory)
        _loops[address] = addons, memory
    return address


def _call(addons: Addons, function: Callable[..., Any], *arguments: Any) -> None:
    # The callback may use any of the isolate's environments.
    def enter(environments: list[Environment]) -> None:
        if environments:
            run(environments[0], enter, environments[1:])
        else:
            function(*arguments)

    enter(addons.environments)
    for env in addons.environments:
        report(env, fatal=True)


@entry("p")
def napi_get_uv_event_loop(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = loop_of(env.addons)
    return OK


# ---- work ----


@bare_entry("pppp")
def uv_queue_work(loop: int | None, request: int | None, work: int | None, after: int | None) -> int:
    found = _loops.get(loop or 0)
    if found is None or not request or not work:
        return _EINVAL
    addons, _ = found
    execute = _request_type(work)

    def finish() -> bool:
        addons.loop.release()
        if after:
            _call(addons, _after_type(after), request, 0)
        return False

    addons.loop.hold()
    addons.loop.submit(lambda: execute(request), lambda error, value: addons.loop.post(finish))
    return 0


# ---- handles ----


class AsyncHandle:
    """A ``uv_async_t``."""

    __slots__ = ("_addons", "_address", "_callback", "_closing", "_pending", "_ref")

    def __init__(self, addons: Addons, address: int, callback: int | None) -> None:
        self._addons = addons
        self._address = address
        self._callback = _request_type(callback) if callback else None
        self._pending = self._closing = False
        self._ref = True
        addons.loop.hold()

    def send(self) -> None:
        """Call the callback, soon; from any thread."""
        if not self._pending and not self._closing:
            self._pending = True
            self._addons.loop.post(self._run)

    def _run(self) -> bool:
        self._pending = False
        if not self._closing and self._callback is not None:
            _call(self._addons, self._callback, self._address)
        return False

    def set_ref(self, ref: bool) -> None:
        """Whether it keeps the loop alive."""
        if ref != self._ref and not self._closing:
            self._ref = ref
            if ref:
                self._addons.loop.hold()
            else:
                self._addons.loop.release()

    def belongs_to(self, addons: Addons) -> bool:
        """Whether it is of this isolate."""
        return self._addons is addons

    def close(self, callback: int | None) -> None:
        """Call nothing more but ``callback``, soon."""

        def finish() -> bool:
            self._addons.loop.release()
            if callback:
                _call(self._addons, _request_type(callback), self._address)
            return False

        self.set_ref(True)  # until it is closed
        self._closing = True
        self._addons.loop.post(finish)


@bare_entry("ppp")
def uv_async_init(loop: int | None, handle: int | None, callback: int | None) -> int:
    found = _loops.get(loop or 0)
    if found is None or not handle:
        return _EINVAL
    words[(handle + _LOOP) >> WORD] = loop or 0
    halves[(handle + _TYPE) >> HALF] = _ASYNC
    _handles[handle] = AsyncHandle(found[0], handle, callback)
    return 0


@bare_entry("p")
def uv_async_send(handle: int | None) -> int:
    found = _handles.get(handle or 0)
    if found is None:
        return _EINVAL
    found.send()
    return 0


@bare_entry("pp", returns_status=False)
def uv_close(handle: int | None, callback: int | None) -> None:
    found = _handles.pop(handle or 0, None)
    if found is not None:
        found.close(callback)


@bare_entry("p", returns_status=False)
def uv_ref(handle: int | None) -> None:
    found = _handles.get(handle or 0)
    if found is not None:
        found.set_ref(True)


@bare_entry("p", returns_status=False)
def uv_unref(handle: int | None) -> None:
    found = _handles.get(handle or 0)
    if found is not None:
        found.set_ref(False)


def abandon(addons: Addons) -> None:
    """An isolate has gone."""
    address = _addresses.pop(addons, 0)
    if address:
        _gone.append(_loops.pop(address))
    for key in [key for key, handle in _handles.items() if handle.belongs_to(addons)]:
        del _handles[key]
