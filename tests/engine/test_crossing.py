"""What crosses between an isolate and its loop."""

from __future__ import annotations

from anode.engine.crossing import Crossing


def test_bytes_stay_with_their_completions() -> None:
    crossing = Crossing()
    crossing.emit(1, 2, (b"first",))
    taken = crossing.take_completions()
    crossing.emit(1, 2, (b"second",))
    answer = crossing.answer(8, taken)
    assert isinstance(answer, list)
    assert answer[1:] == [b"first"]
    # Another phase comes between, such as that of handles that have closed: it takes no bytes.
    assert crossing.answer(8, [7]) == "[8,7]"
    answer = crossing.answer(8, crossing.take_completions())
    assert isinstance(answer, list)
    assert answer[1:] == [b"second"]
