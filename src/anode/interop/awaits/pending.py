"""What a call gives whose promise is not settled yet."""

from __future__ import annotations

from typing import Any


class Pending:
    """``promise`` is the proxy. A reply follows under the number of the call."""

    __slots__ = ("promise",)

    def __init__(self, promise: Any) -> None:
        self.promise = promise
