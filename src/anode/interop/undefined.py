"""JavaScript's ``undefined`` as a Python value."""

from __future__ import annotations


class Undefined:
    """JavaScript's ``undefined``, for the rare call where None (``null``) is not the same."""

    _only: Undefined | None = None

    def __new__(cls) -> Undefined:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "anode.undefined"

    def __bool__(self) -> bool:
        return False


undefined = Undefined()
