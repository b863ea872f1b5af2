"""Text of V8's inspector: a StringView, by value, with the characters beside it."""

from __future__ import annotations

import ctypes

from anode.engine.v8.signatures import P, StringView

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions


def view(text: str) -> StringView:
    """A view of ``text``, whose characters live as long as the view."""
    try:
        data, is_8bit = text.encode("latin-1"), True
    except UnicodeEncodeError:
        data, is_8bit = text.encode("utf-16-le", "surrogatepass"), False
    room = ctypes.create_string_buffer(data, len(data) + 2)
    made = StringView(is_8bit, len(data) if is_8bit else len(data) // 2, ctypes.cast(room, P))
    made.room = room
    return made


def text_of(found: StringView) -> str:
    """The text that a view of V8's shows."""
    if not found.length:
        return ""
    if found.is_8bit:
        return ctypes.string_at(found.characters, found.length).decode("latin-1")
    return ctypes.string_at(found.characters, found.length * 2).decode("utf-16-le", "surrogatepass")


def take(v8: Functions, buffer: int) -> str:
    """The text of a StringBuffer that V8 has given away."""
    text = text_of(v8["StringBuffer__string"](buffer))
    v8["StringBuffer__DELETE"](buffer)
    return text


NOTHING = StringView(True, 0, None)
