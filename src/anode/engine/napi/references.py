"""References to values of JavaScript's, and finalizers: ``napi_ref``, wrapped objects, external memory.

Some facts:
- V8 tells of a weak Global whose value was collected in the middle of a garbage collection, when nothing of V8's may be called but a reset.
- Node runs finalizers later, in an immediate; and at the end of an environment all that have not run.
- An addon may delete a reference in the reference's own finalizer.

What this means here:
- The callback of a weak Global resets it and queues the finalizer, which runs in a call from the event loop.
- References that their addon has not deleted, and finalizers that have not run, are in ``references``, in the order in which they were made.
"""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import count

from anode.engine.napi.environment import Addons, Environment, report_internal, v8
from anode.engine.napi.invocation import FINALIZE, records, report, run
from anode.engine.v8.signatures import P

references: dict[int, Reference] = {}  # by number
_weak: dict[int, Reference | WeakRecord] = {}  # those whose Global is weak, by number
_numbers = count(16, 16)


def new_number() -> int:
    """A number for something that addons know by an address: not 0, and aligned like a pointer."""
    return next(_numbers)


class Reference:
    """A counted reference to a value, and its finalizer if it has one. ``owned`` references are deleted when their finalizer has run, others by the
    addon. A value that cannot be held weakly is let go with the last count.
    """

    __slots__ = ("_slot", "_weakly", "count", "data", "env", "finalizer", "hint", "number", "owned")

    def __init__(
        self, env: Environment, value: int, users: int, finalizer: int | None = None, data: int | None = None, hint: int | None = None,
        owned: bool = False, weakly: bool = True,
    ) -> None:  # fmt: skip
        self.number = new_number()
        self.env = env
        self.count = users
        self.finalizer, self.data, self.hint = finalizer, data, hint
        self.owned = owned
        self._weakly = weakly
        self._slot = 0
        references[self.number] = self
        if value:
            self._hold(value)

    def _hold(self, value: int) -> None:
        if self.count:
            self._slot = v8["Global__New"](self.env.isolate, value)
        elif self._weakly:
            _weak[self.number] = self
            self._slot = v8["Global__NewWeak"](self.env.isolate, value, self.number, _on_weak)

    def value(self) -> int:
        """The value as a handle; 0 if it was collected."""
        handle: int = v8["Local__New"](self.env.isolate, self._slot) if self._slot else 0
        return handle

    def increase(self) -> int:
        """Count one more user; the new count. 0 if the value was collected."""
        if not self._slot:
            return 0
        self.count += 1
        if self.count == 1:
            self._renew()
        return self.count

    def decrease(self) -> int:
        """Count one user less, of at least one; the new count."""
        self.count -= 1
        if self.count == 0:
            self._renew()
        return self.count

    def _renew(self) -> None:
        value = self.value()
        self.release()
        self._hold(value)

    def release(self) -> None:
        """Let go of the value."""
        _weak.pop(self.number, None)
        slot, self._slot = self._slot, 0
        if slot and not self.env.addons.gone:
            v8["Global__Reset"](slot)

    def delete(self) -> None:
        """The addon, or the finalizer of an owned reference, is done with it."""
        references.pop(self.number, None)
        self.release()

    def collected(self) -> None:
        """The value was collected; during a garbage collection."""
        self.release()
        if self.finalizer:
            finalize_later(self)
        elif self.owned:
            references.pop(self.number, None)

    def finalize(self) -> None:
        """Call the finalizer, once."""
        finalizer, self.finalizer = self.finalizer, None
        if self.owned:
            self.delete()
        if finalizer:
            run(self.env, FINALIZE(finalizer), self.env.address, self.data, self.hint)


_finalizers: dict[Addons, deque[Reference]] = {}  # whose values were collected


def finalize_later(reference: Reference) -> None:
    """Queue a finalizer; during a garbage collection."""
    addons = reference.env.addons
    if addons in _finalizers:
        _finalizers[addons].append(reference)
    else:
        _finalizers[addons] = deque([reference])
        addons.loop.hold()
        addons.loop.post(lambda: _finalize_next(addons))


def _finalize_next(addons: Addons) -> bool:
    queue = _finalizers[addons]
    reference = queue.popleft()
    reference.finalize()
    report(reference.env)
    if queue:
        return True
    del _finalizers[addons]
    addons.loop.release()
    return False


class WeakRecord:
    """Drops the record of an addon's function (invocation.py) when the function is collected."""

    __slots__ = ("_number", "_slot")

    def __init__(self, isolate: int, function: int, number: int) -> None:
        self._number = number
        key = new_number()
        _weak[key] = self
        self._slot = v8["Global__NewWeak"](isolate, function, key, _on_weak)

    def collected(self) -> None:
        """The function was collected."""
        records.pop(self._number, None)
        v8["Global__Reset"](self._slot)


def _collected(info: int) -> None:
    try:
        found = _weak.pop(v8["WeakCallbackInfo__GetParameter"](info), None)
        if found is not None:
            found.collected()
    except BaseException as error:
        report_internal(error)


_weak_callback = ctypes.CFUNCTYPE(None, P)(_collected)
_on_weak = ctypes.cast(_weak_callback, P).value
