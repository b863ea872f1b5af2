"""The crossing between an isolate and its loop."""

from __future__ import annotations

from anode.loop.crossing import Crossing


def test_bytes_stay_with_their_completions() -> None:
    crossing = Crossing()
    crossing.emit(1, 2, (b"first",))
    taken = crossing.take_completions()
    crossing.emit(1, 2, (b"second",))
    assert crossing.answer(8, taken) == [8, 1, 2, b"first"]
    # Another phase, such as the closing phase, comes between. It must not take the bytes.
    assert crossing.answer(8, [7]) == "[8,7]"
    assert crossing.answer(8, crossing.take_completions()) == [8, 1, 2, b"second"]


def test_several_completions_are_one_text_and_their_buffers() -> None:
    crossing = Crossing()
    crossing.emit(1, 2, (b"first",))
    crossing.emit(1, 3, ("a", 4))
    assert crossing.answer(8, crossing.take_completions()) == ['[8,[3,1,2,0],[2,1,3,"a",4]]', b"first"]
