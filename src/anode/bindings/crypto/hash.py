"""Hashes and message authentication codes, through :mod:`hashlib`. JavaScript collects small pieces of data, so most hashes cross once."""

from __future__ import annotations

import hashlib
import hmac

from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

Data = str | bytes


def _bytes(data: Data) -> bytes:
    return data.encode("utf-8", "replace") if isinstance(data, str) else data


def new_hash(name: str, data: bytes = b"") -> Any:
    """A hash by OpenSSL's or Python's name."""
    return hashlib.new(name, data, usedforsecurity=False)


def _finish(state: Any, length: int) -> bytes:
    result: bytes = state.digest(length) if length >= 0 else state.digest()
    return result


class Running:
    """The hashes that did not cross in one piece, by number."""

    def __init__(self, ctx: Context) -> None:
        self.states: dict[int, Any] = {}
        self.last = 0

    def add(self, state: Any) -> int:
        """Keep ``state``; its number."""
        self.last += 1
        self.states[self.last] = state
        return self.last


@op(needs=nothing)
def digest(ctx: Context, name: str, length: int, data: Data) -> bytes:
    """The hash of ``data``; ``length`` bytes of it for a function with output of any length, else -1."""
    return _finish(new_hash(name, _bytes(data)), length)


@op(needs=nothing)
def hmac_digest(ctx: Context, name: str, key: bytes, data: Data) -> bytes:
    """The HMAC of ``data``."""
    return hmac.digest(key, _bytes(data), name)


@op(needs=nothing)
def start(ctx: Context, name: str, data: Data, key: bytes | None = None) -> int:
    """A hash, or with a key an HMAC, that goes on; its number."""
    state = new_hash(name, _bytes(data)) if key is None else hmac.new(key, _bytes(data), name)
    return ctx.state(Running).add(state)


@op(needs=nothing)
def update(ctx: Context, number: int, data: Data) -> None:
    """More input."""
    ctx.state(Running).states[number].update(_bytes(data))


@op(needs=nothing)
def copy(ctx: Context, number: int) -> int:
    """Another that has seen the same; its number."""
    running = ctx.state(Running)
    return running.add(running.states[number].copy())


@op(needs=nothing)
def finish(ctx: Context, number: int, length: int) -> bytes:
    """The result, after which the number means nothing any more."""
    return _finish(ctx.state(Running).states.pop(number), length)


@op(needs=nothing)
def drop(ctx: Context, number: int) -> None:
    """Forget a hash that will not be finished."""
    ctx.state(Running).states.pop(number, None)


@op(needs=nothing)
def timing_safe_equal(ctx: Context, a: bytes, b: bytes) -> bool:
    """Compare two byte strings of one length in a time that depends on the length alone."""
    return hmac.compare_digest(a, b)
